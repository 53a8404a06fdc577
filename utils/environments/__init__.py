"""Small worlds for agents, with gymnasium's interface: made, drawn and played here.

`Gridworld`, `Stall` and `Battery` are environments; `play` lets you be the agent, `replay` goes
through what was played, and `walk` shows a way through a gridworld.
"""

from utils.environments.battery import Battery
from utils.environments.game import play, replay
from utils.environments.gridworld import BAY, Gridworld
from utils.environments.stall import Stall
from utils.environments.tabular import Tabular
from utils.environments.walk import walk

__all__ = ["BAY", "Battery", "Gridworld", "Stall", "Tabular", "play", "replay", "walk"]
