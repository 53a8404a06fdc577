"""A market stall: strawberries that fade, and a price for every day."""

from math import exp, factorial

from utils.environments.tabular import Tabular


class Stall(Tabular):
    """Sell baskets of strawberries within a week; the state is the day and the stock.

    Parameters
    ----------
    prices : sequence of float
        What a basket may cost, in €; action 0 is the first.
    stock : int
        Baskets on the first morning.
    days : int
        Length of the week; what is left then is worth nothing.
    crowd : float
        Mean number of people who come by in a day.
    reluctance : float
        Per €: of those who come by on the first day, a share of exp(-reluctance · price) buys.
    fading : float
        Per €: what is added to the reluctance in the course of the week, in equal steps a day.

    Notes
    -----
    How many want to buy is a Poisson number. State ``day * (stock + 1) + baskets left``; the
    reward is the day's takings in €. An episode ends when the stock or the week is over.
    """

    def __init__(
        self, prices=(2, 4, 6, 8, 10), stock=10, days=7, crowd=8.0, reluctance=0.15, fading=0.3
    ):
        self.prices, self.stock, self.days = tuple(prices), stock, days
        self.crowd, self.reluctance, self.fading = crowd, reluctance, fading
        names = [f"{price} €" for price in self.prices]
        super().__init__((days + 1) * (stock + 1), names, stock, limit=days)

    def day_and_baskets(self, state):
        """Return the day, from 0, and how many baskets are left."""
        return divmod(state, self.stock + 1)

    def demand(self, day, price):
        """Return the mean number of people who would buy at a price, in baskets a day."""
        return self.crowd * exp(-(self.reluctance + self.fading * day / self.days) * price)

    def outcomes(self, state, action):
        """Return what may happen, as a list of (probability, next state, reward, terminated).

        One for each number of baskets that may be sold, from 0 to all. Without baskets, or after
        the last day, there are none.
        """
        day, baskets = self.day_and_baskets(state)
        if baskets == 0 or day == self.days:
            return []
        price = self.prices[action]
        mean = self.demand(day, price)
        chances = [exp(-mean) * mean**sold / factorial(sold) for sold in range(baskets)]
        chances.append(1 - sum(chances))
        tomorrow = (day + 1) * (self.stock + 1)
        return [
            (
                chance,
                tomorrow + baskets - sold,
                price * sold,
                sold == baskets or day + 1 == self.days,
            )
            for sold, chance in enumerate(chances)
        ]

    def describe(self, state):
        """Return what a seller knows in the morning, or that the week is over."""
        day, baskets = self.day_and_baskets(state)
        morning = f"day {day + 1} of {self.days}" if day < self.days else "the week is over"
        return f"{morning}, {baskets} baskets left"
