"""Keeps a lecture running from top to bottom while its exercises are still open."""

import sys
import traceback
from contextlib import contextmanager

from utils.checks.errors import BLUE, OPEN, PLAIN, RED, CheckFailed, colored

GREEN = "\x1b[32m"


@contextmanager
def practice():
    """Print what the checks inside the ``with`` block find, and stop nothing."""
    try:
        yield
    except NotImplementedError:
        print("\n".join(colored(OPEN, BLUE)))
    except CheckFailed as failure:
        print("\n".join(colored(str(failure), RED)))
    except NameError as error:
        # A name that the check itself misses has not been written yet; one that the
        # learner's own function misses is a mistake to be shown.
        if _raised_in_check(error):
            print(f"{BLUE}Not attempted yet:{PLAIN} `{error.name}` does not exist so far.")
        else:
            _show(error)
    except Exception as error:
        _show(error)
    else:
        print(f"{GREEN}Right.{PLAIN}")


def _raised_in_check(error):
    check = error.__traceback__.tb_next  # the first frame is that of `practice`
    return check is not None and check.tb_next is None


def _show(error):
    """Show the traceback as Jupyter would, without ending the run."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is None:
        traceback.print_exception(error)
    else:
        shell.showtraceback((type(error), error, error.__traceback__.tb_next))
