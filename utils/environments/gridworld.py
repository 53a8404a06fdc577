"""A penguin's way home over snow and ice, between rocks and open water."""

from utils.environments.tabular import Tabular

MOVES = ((-1, 0), (0, 1), (1, 0), (0, -1))  # up, right, down, left: rows, columns
KINDS = "S.~#XFG"
ENDS = "XFG"  # where an episode ends
# A fish to the left of the start and home to the right of it, behind ice and water.
BAY = ("F.S.X~", "..#.~G", "..~.~.", "X.....")


class Gridworld(Tabular):
    """A map of cells: the state is the agent's cell, the actions are up, right, down and left.

    Parameters
    ----------
    rows : sequence of str
        The map, all rows of the same length: ``S`` start, ``.`` snow, ``~`` ice, ``#`` rock, ``X``
        open water, ``F`` a fish and ``G`` home. Cells are numbered row by row from 0.
    slip : float, 0 to 1
        Probability that a step from ice goes astray: half of it to either side of the direction
        that was meant.
    step, home, fish, water : float
        Rewards for a step, for coming home, for finding a fish and for falling into the water;
        the last three end the episode.
    limit : int
        An episode is cut off after so many steps.

    Notes
    -----
    A step into a rock or over the edge leaves the agent where it is, and counts as a step.
    """

    def __init__(self, rows, slip=0.0, step=-0.1, home=10.0, fish=2.0, water=-10.0, limit=200):
        self.rows = tuple(rows)
        self.height, self.width = len(self.rows), len(self.rows[0])
        cells = "".join(self.rows)
        if any(len(row) != self.width for row in self.rows) or set(cells) - set(KINDS):
            raise ValueError(f"a map has rows of one length, made of {' '.join(KINDS)}")
        if cells.count("S") != 1:
            raise ValueError("a map has one start, S")
        names = ("up", "right", "down", "left")
        super().__init__(len(cells), names, cells.index("S"), limit)
        self.slip = slip
        self._rewards = {"G": home, "F": fish, "X": water}
        self._step = step

    def kind(self, state):
        """Return the letter of a cell."""
        return self.rows[state // self.width][state % self.width]

    def neighbor(self, state, action):
        """Return the cell to which an action leads from a cell when nothing slips."""
        row, column = state // self.width + MOVES[action][0], state % self.width + MOVES[action][1]
        inside = 0 <= row < self.height and 0 <= column < self.width
        return row * self.width + column if inside and self.rows[row][column] != "#" else state

    def outcomes(self, state, action):
        """Return what may happen, as a list of (probability, next state, reward, terminated).

        From ice there are three: the direction that was meant, then its right-hand side, then its
        left-hand side. Where an episode ends, and from rock, there are none.
        """
        if self.kind(state) in ENDS + "#":
            return []
        ways = [(1.0, action)]
        if self.kind(state) == "~" and self.slip > 0:
            sides = [(self.slip / 2, (action + turn) % 4) for turn in (1, -1)]
            ways = [(1 - self.slip, action), *sides]
        return [(chance, *self._arrive(self.neighbor(state, way))) for chance, way in ways]

    def _arrive(self, state):
        kind = self.kind(state)
        return state, self._rewards.get(kind, self._step), kind in ENDS

    def describe(self, state):
        """Return what an agent sees: the number of its cell."""
        return f"state {state}"
