"""A battery on the electricity market: buy when power is cheap, sell when it is dear."""

from utils.environments.tabular import Tabular


class Battery(Tabular):
    """Run a battery through a day of a few blocks; the price has a few levels.

    Parameters
    ----------
    prices : sequence of float, length L
        What a MWh costs at each level, in dollars.
    chances : array_like, shape (T - 1, L, L)
        Probability that level i of block t is followed by level j, for a day of T blocks.
    capacity : int
        MWh that the battery holds.
    efficiency : float, 0 to 1
        Share of a stored MWh that is delivered, and paid, when it is sold.
    fee, wear : float
        Dollars for each MWh that is bought, and for each that is sold.

    Notes
    -----
    Action 0 sells a MWh, 1 waits, 2 buys one. Selling from an empty battery and buying into a full
    one is waiting. State ``(block * L + level) * (capacity + 1) + MWh stored``; the reward is the
    money of the block in $. A day begins empty, at level 0, and ends after T blocks; what is left
    then is lost.
    """

    def __init__(self, prices, chances, capacity=4, efficiency=0.9, fee=5.0, wear=5.0):
        self.prices = tuple(float(price) for price in prices)
        self.chances = [[[float(c) for c in row] for row in table] for table in chances]
        self.blocks, self.levels = len(self.chances) + 1, len(self.prices)
        if any(
            len(row) != self.levels or abs(sum(row) - 1) > 1e-6
            for table in self.chances
            for row in table
        ):
            raise ValueError("each row of `chances` has a probability for each level, 1 in all")
        self.capacity, self.efficiency, self.fee, self.wear = capacity, efficiency, fee, wear
        states = (self.blocks + 1) * self.levels * (capacity + 1)
        super().__init__(states, ("sell", "wait", "buy"), 0, limit=self.blocks)

    def state(self, block, level, stored):
        """Return the number of a state."""
        return (block * self.levels + level) * (self.capacity + 1) + stored

    def parts(self, state):
        """Return block, level and MWh stored."""
        rest, stored = divmod(state, self.capacity + 1)
        return *divmod(rest, self.levels), stored

    def money(self, price, stored, action):
        """Return what an action brings at a price (dollars), and the MWh stored afterward."""
        if action == 0 and stored > 0:
            return price * self.efficiency - self.wear, stored - 1
        if action == 2 and stored < self.capacity:
            return -price - self.fee, stored + 1
        return 0.0, stored

    def outcomes(self, state, action):
        """Return what may happen, as a list of (probability, next state, reward, terminated).

        One for each level that the next block may have; after the last block there are none.
        """
        block, level, stored = self.parts(state)
        if block == self.blocks:
            return []
        reward, stored = self.money(self.prices[level], stored, action)
        if block == self.blocks - 1:
            return [(1.0, self.state(self.blocks, 0, stored), reward, True)]
        return [
            (chance, self.state(block + 1, following, stored), reward, False)
            for following, chance in enumerate(self.chances[block][level])
            if chance > 0
        ]

    def describe(self, state):
        """Return what an operator sees: block, price and charge, or that the day is over."""
        block, level, stored = self.parts(state)
        if block == self.blocks:
            return f"the day is over, {stored} MWh left"
        return (
            f"block {block + 1} of {self.blocks}, {self.prices[level]:.0f} dollars a MWh, "
            f"{stored} of {self.capacity} MWh stored"
        )
