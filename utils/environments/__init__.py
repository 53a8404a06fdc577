"""Small worlds for agents, with gymnasium's interface: made, drawn and played here.

`Gridworld`, `Stall` and `Battery` are environments; `play` lets you be the agent, `replay` goes
through what was played, and `walk` shows a way through a gridworld. `Poles` are many CartPoles at
once; `balance` and `record` let a policy hold them, `swing` shows one, and on `duel`'s page you
hold it.
"""

from utils.environments.arena import duel
from utils.environments.battery import Battery
from utils.environments.game import play, replay
from utils.environments.gridworld import BAY, Gridworld
from utils.environments.poles import Poles, balance, record
from utils.environments.stall import Stall
from utils.environments.swing import swing
from utils.environments.tabular import Tabular
from utils.environments.walk import walk

__all__ = [
    "BAY",
    "Battery",
    "Gridworld",
    "Poles",
    "Stall",
    "Tabular",
    "balance",
    "duel",
    "play",
    "record",
    "replay",
    "swing",
    "walk",
]
