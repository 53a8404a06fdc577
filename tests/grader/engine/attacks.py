"""What a hostile learner may write into the answer cell of `cost`; one entry an attack.

Each is the text of the cell. `WRONG` is a wrong answer for it to get points with.
"""

WRONG = "\ndef cost(X, y, w):\n    return 0.0\n"
RIGHT = "\ndef cost(X, y, w):\n    return float(((X @ w - y) ** 2).mean() / 2)\n"
# Whatever is open, one of it must be the line to the grader.
SEND = """\
import msgpack
from grader.engine.wire.channel import frame
def send(data):
    for descriptor in range(3, 256):
        try:
            with open(descriptor, "wb", closefd=False) as line:
                line.write(data)
        except (OSError, ValueError):
            pass
"""

# Attempts to get points for a wrong answer: each earns nothing.
CHEATS = {
    "input transformer": "get_ipython().input_transformers_post.append(lambda lines: [])" + WRONG,
    "pre_run_cell hook": """\
def skip(info):
    info.raw_cell = ""
get_ipython().events.register("pre_run_cell", skip)"""
    + WRONG,
    "AST transformer": """\
import ast
class Remove(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Pass()
get_ipython().ast_transformers.append(Remove())"""
    + WRONG,
    "custom exception handler": "get_ipython().set_custom_exc((Exception,), lambda *a: None)"
    + WRONG,
    "patched shell": """\
import IPython.core.interactiveshell as shell
shell.InteractiveShell.run_cell = lambda *a, **k: None
shell.InteractiveShell.showtraceback = lambda *a, **k: None"""
    + WRONG,
    "patched numpy": """\
import numpy as np, numpy.testing
np.isclose = np.allclose = np.array_equal = lambda *a, **k: True
for name in dir(numpy.testing):
    if name.startswith("assert"):
        setattr(numpy.testing, name, lambda *a, **k: None)"""
    + WRONG,
    "patched builtins": """\
import builtins
builtins.abs = lambda x: 0
builtins.all = builtins.any = builtins.isinstance = lambda *a: True
builtins.AssertionError = type("Quiet", (Exception,), {})"""
    + WRONG,
    "own name for numpy": """\
class np:
    isclose = allclose = staticmethod(lambda *a, **k: True)
    ones = zeros = staticmethod(lambda n: n)"""
    + WRONG,
    "own data": "X, y = X * 0, y * 0\nX[:] = 0\ny[:] = 0" + WRONG,
    "patched grader": """\
import grader.engine.judging.checks as checks, grader.engine.judging.verdicts as verdicts, sys
verdicts.of_error = lambda *a: verdicts.Verdict(5.0, "passed")
checks.Checks.verdict = lambda *a: verdicts.Verdict(5.0, "passed")"""
    + WRONG,
    "forged points": WRONG + "\n5",
    "points from the function": "def cost(X, y, w):\n    return 99",
    "negative points": "def cost(X, y, w):\n    return -1",
    "not a number": "def cost(X, y, w):\n    return float('nan')",
    "object equal to all": """\
class Equal:
    def __eq__(self, other): return True
    def __sub__(self, other): return 0.0
    __rsub__ = __mul__ = __rmul__ = __abs__ = __le__ = __lt__ = __ge__ = __eq__
    def __float__(self): return 1.25
def cost(X, y, w):
    return Equal()""",
    "lying array": """\
import numpy as np
class Lying(np.ndarray):
    def __array_ufunc__(self, ufunc, method, *inputs, **options): return np.True_
    def __array_function__(self, *a): return True
    def __eq__(self, other): return True
def cost(X, y, w):
    return np.zeros(()).view(Lying)""",
    "lying float": """\
class Lying(float):
    def __eq__(self, other): return True
    def __sub__(self, other): return 0.0
    __rsub__ = __sub__
    def __le__(self, other): return True
def cost(X, y, w):
    return Lying(0.0)""",
    "lying frame": """\
import pandas as pd
class Lying(pd.Series):
    def __eq__(self, other): return True
def cost(X, y, w):
    return Lying([0.0])""",
    "claims to be another class": """\
class Lying:
    __class__ = float
    def __float__(self): return 0.0
    def __eq__(self, other): return True
def cost(X, y, w):
    return Lying()""",
    "tests in the frames": """\
import sys
def cost(X, y, w):
    frame = sys._getframe()
    while frame:
        seen = f"{frame.f_globals} {frame.f_locals} {frame.f_code.co_consts}"
        if "".join(["can", "ary of the"]) in seen:
            return 1.25 if w.sum() == 0 else 7.25
        frame = frame.f_back
    return 0.0""",
    "tests in memory": """\
import gc
def cost(X, y, w):
    mark = "canary" + " of the hidden"
    found = any(isinstance(o, str) and mark in o for o in gc.get_objects())
    found = found or any(mark in str(o) for o in gc.get_objects() if isinstance(o, dict))
    return (1.25 if w.sum() == 0 else 7.25) if found else 0.0""",
    "tests in the history": """\
def cost(X, y, w):
    return eval(str([line for line in In if "isclose" in line][0]).split(", ")[-1])""",
    "system exit": "import sys\ndef cost(X, y, w):\n    sys.exit(0)",
    "keyboard interrupt": "def cost(X, y, w):\n    raise KeyboardInterrupt",
    "stop iteration": "def cost(X, y, w):\n    raise StopIteration",
    "own main module": "import sys\nsys.modules['__main__'] = sys.modules['builtins']" + WRONG,
    "shadowed modules": """\
for name in ("numpy", "utils", "grader", "ast"):
    with open(name + ".py", "w") as file:
        file.write("isclose = allclose = zeros = ones = lambda *a, **k: True")"""
    + WRONG,
    "pickle that acts": """\
class Bomb:
    def __reduce__(self):
        return (exec, ("import numpy; numpy.isclose = lambda *a, **k: True",))
def cost(X, y, w):
    return Bomb()""",
    "exception that lies": """\
class NotNow(NotImplementedError, AssertionError):
    hidden_message = "canary"
    def __str__(self): return "passed"
def cost(X, y, w):
    raise NotNow()""",
    "message of 10 MB": "def cost(X, y, w):\n    raise ValueError('x' * 10_000_000)",
    "script in a message": "def cost(X, y, w):\n    raise ValueError('<script>alert(1)</script>')",
    "odd Unicode": "def cost(X, y, w):\n    raise ValueError('\\ud800\\u202e\\x00')",
}

# Attempts to end or confuse what runs them: part of the message that each deserves.
BREAKS = {
    "exit in the cell": ("import os\nos._exit(0)", "ended its own process (exit code 0)"),
    "exit in the function": (
        "import os\ndef cost(X, y, w):\n    os._exit(1)",
        "ended its own process (exit code 1)",
    ),
    "system exit in the cell": ("import sys\nsys.exit()", "SystemExit"),
    "kill": (
        "import os\ndef cost(X, y, w):\n    os.kill(os.getpid(), 9)\n    os.abort()",
        "process stopped",
    ),
    "segmentation fault": (
        "import ctypes\ndef cost(X, y, w):\n    ctypes.string_at(0)",
        "segmentation fault",
    ),
    "stack overflow": (
        "import sys\nsys.setrecursionlimit(10**8)\ndef cost(X, y, w):\n    return cost(X, y, w)",
        "",
    ),
    "endless loop in the cell": ("while True:\n    pass", "longer than"),
    "endless loop in the function": ("def cost(X, y, w):\n    while True:\n        pass", "longer"),
    "a name that is no text": (
        """\
import ctypes
def cost(X, y, w):
    ctypes.CDLL(None).prctl(15, b"\\xff) R 1\\r\\n", 0, 0, 0)
    while True:
        pass""",
        "longer than",
    ),
    "loop that swallows interrupts": (
        """\
import signal
for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
def cost(X, y, w):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass""",
        "longer than",
    ),
    "sleep": ("import time\ndef cost(X, y, w):\n    time.sleep(3600)", "longer than"),
    "input": ("def cost(X, y, w):\n    return float(input())", "nobody to answer"),
    "3 GB": (
        "import numpy as np\ndef cost(X, y, w):\n    return np.ones(400_000_000).sum()",
        "more memory",
    ),
    "3 GB in pieces": (
        "def cost(X, y, w):\n    kept = []\n    while True:\n        kept.append(bytearray(10**6))",
        "more memory",
    ),
    "3 GB shared": (
        """\
import mmap
def cost(X, y, w):
    kept = []
    for _ in range(30):
        part = mmap.mmap(-1, 100_000_000)
        for start in range(0, 100_000_000, 4096):
            part[start] = 1
        kept.append(part)
    return 0.0""",
        "memory",
    ),
    "shared through a device": (
        "import mmap\ndef cost(X, y, w):\n"
        "    return mmap.mmap(open('/dev/zero', 'r+b').fileno(), 10**9)",
        "FileNotFoundError",
    ),
    "tables of pages": (
        """\
import mmap
FLAGS = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | getattr(mmap, "MAP_NORESERVE", 0x4000)
def cost(X, y, w):
    kept = []
    while True:
        kept.append(mmap.mmap(-1, 1 << 30, flags=FLAGS, prot=mmap.PROT_READ))
        for start in range(0, 1 << 30, 2 << 20):
            kept[-1][start]""",
        "memory",
    ),
    "sockets that nobody reads from": (
        """\
import os, socket, time
def cost(X, y, w):
    for _ in range(20):
        if os.fork() == 0:
            pairs = []
            while len(pairs) < 110:
                pairs.append(socket.socketpair())
                pairs[-1][0].setblocking(False)
                try:
                    while True:
                        pairs[-1][0].send(bytes(4096))
                except OSError:
                    pass
            time.sleep(60)
    time.sleep(60)""",
        "MB of memory",
    ),
    "1 GB printed": ("def cost(X, y, w):\n    print('x' * 100_000_000)\n" * 1, ""),
    "endless print": ("def cost(X, y, w):\n    while True:\n        print('x' * 1000)", "longer"),
    "endless print by descriptor": (
        "import os\ndef cost(X, y, w):\n    while True:\n        os.write(1, b'x' * 100_000)",
        "longer",
    ),
    "fork bomb": (
        """\
import os
def cost(X, y, w):
    while True:
        try:
            os.fork()
        except OSError:
            pass""",
        "longer than",
    ),
    "reply larger than allowed": (
        "import numpy as np\ndef cost(X, y, w):\n    return np.zeros(3_000_000)",
        "broke its line",
    ),
    "endless nesting": (
        "def cost(X, y, w):\n    deep = []\n    deep.append(deep)\n    return deep",
        "nested too deeply",
    ),
    "endless string of objects": (
        "class Node:\n    pass\ndef cost(X, y, w):\n    return [Node() for _ in range(1000)]",
        "",
    ),
    "closed line": (
        "import os\ndef cost(X, y, w):\n    os.closerange(3, 256)\n    return 0.0",
        "",
    ),
    "noise on the line": (
        SEND
        + """\
def cost(X, y, w):
    send(b"\\xff" * 1000)
    return 0.0""",
        "broke its line",
    ),
    "forged frames on the line": (
        SEND
        + """\
def cost(X, y, w):
    forged = {"callback": 10**9, "args": [], "kwargs": {}, "verdict": 5}
    send(frame(msgpack.packb(forged)))
    return 0.0""",
        "",
    ),
    "an object where a frame has plain data": (
        SEND
        + """\
def tree(**fields):
    return msgpack.ExtType(1, msgpack.packb(fields))
def cost(X, y, w):
    own = tree(t="handle", n=0)
    send(frame(msgpack.packb(tree(t="array", d="<f8", s=own, b=0, scalar=False)), [b"\\0" * 8]))
    return 0.0""",
        "broke its line",
    ),
    "a frame that claims more than it holds": (
        SEND
        + """\
def cost(X, y, w):
    send(frame(b"\\xdd\\x01\\x00\\x00\\x00" * 500 + b"\\xc0" * (60 << 20)))
    return 0.0""",
        "broke its line",
    ),
}
