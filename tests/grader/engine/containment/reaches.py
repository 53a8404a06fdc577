"""What code of a stranger may try to reach: each is the body of a function `attempt`.

It returns something true, or prints it nowhere and returns at all, if it got there. The names
in braces are paths and ports that exist outside.
"""

from grader.engine.containment.system_calls import ALLOWED, CLONE, MMAP, PRLIMIT, SOCKETPAIR

ALLOWED_NUMBERS = sorted(n for n, _ in (*ALLOWED.values(), CLONE, MMAP, PRLIMIT, SOCKETPAIR))

REACHES = {
    "read the gradebook": "return open('{secret}').read()",
    "write the gradebook": "return open('{secret}', 'a').write('x')",
    "remove the gradebook": "os.remove('{secret}')\nreturn True",
    "list the course": "return os.listdir('{folder}')",
    "read through a symbolic link": "os.symlink('{secret}', 'link')\nreturn open('link').read()",
    "read through a hard link": "os.link('{secret}', 'link')\nreturn open('link').read()",
    "read the passwords": "return open('/etc/passwd').read()",
    "read the grader's tests": "return os.listdir('{repository}/tests')",
    "write into Python": "return open(os.__file__, 'a')",
    "write into a package": "import numpy\nreturn open(numpy.__file__, 'a')",
    "write outside the scratch folder": "return open('/x', 'w')",
    "look at processes": "return [n for n in os.listdir('/proc') if n.isdigit()]",
    "read the memory of processes": (
        "return [open(f'/proc/{{n}}/mem') for n in (*range(1, 500), 'self')"
        " if os.path.exists(f'/proc/{{n}}/mem')]"
    ),
    "see the environment": "return os.environ.get('GRADER_TEST_SECRET')",
    "see the parent's environment": "return open('/proc/1/environ').read()",
    "connect by TCP": "return socket.create_connection(('127.0.0.1', {port}), 2)",
    "send by UDP": (
        "return socket.socket(socket.AF_INET, socket.SOCK_DGRAM)"
        ".sendto(b'x', ('127.0.0.1', {port}))"
    ),
    "ask for a name": "return socket.getaddrinfo('localhost', 80)",
    "connect to a Unix socket": (
        "s = socket.socket(socket.AF_UNIX)\ns.connect('{unix_socket}')\nreturn True"
    ),
    "ask the kernel about networks": "return socket.socket(socket.AF_NETLINK, 3, 0)",
    "run a program": "return subprocess.run([sys.executable, '-c', ''])",
    "run a shell": "return os.system('true') == 0",
    "become root": "os.setuid(0)\nreturn True",
    "signal the parent": "return os.getppid() and os.kill(os.getppid(), 0) is None",
    "signal everybody": "return any(_is_there(pid) for pid in range(2, 2000))",
    "trace": "return call(101, 0, os.getpid(), 0, 0) == 0",
    "read other memory": "return call(310, 1, 0, 0, 0, 0, 0) == 0",
    "set a limit": (
        "from resource import RLIMIT_CPU, setrlimit\nreturn setrlimit(RLIMIT_CPU, (1, 1)) is None"
    ),
    "set a limit by an older call": "return call(160, 0, (ctypes.c_ulong * 2)(1, 1)) == 0",
    "set a limit by number": "return call(302, 0, 0, (ctypes.c_ulong * 2)(1, 1), None) == 0",
    "set a limit kept far up": (
        "at = libc.mmap\nat.restype = ctypes.c_void_p\n"
        "at = at(ctypes.c_void_p(1 << 40), 4096, 3, 0x22, -1, 0)\n"
        "(ctypes.c_ulong * 2).from_address(at)[:] = 1, 1\n"
        "return at == 1 << 40 and call(302, 0, 0, ctypes.c_void_p(at), None) == 0"
    ),
    "new user namespace": "return call(272, 0x10000000) == 0",
    "clone into a namespace": "return call(56, 0x10000000 | 17, 0, 0, 0, 0) >= 0",
    "clone3": "return call(435, b'\\0' * 88, 88) >= 0 or ctypes.get_errno() != 38",
    "mount": "return call(165, b'none', b'/tmp', b'tmpfs', 0, None) == 0",
    "open by handle": "return call(304, -100, b'', 0) >= 0 or ctypes.get_errno() != 38",
    "bpf": "return call(321, 0, 0, 0) >= 0 or ctypes.get_errno() != 38",
    "io_uring": (  # as on a machine whose kernel has none
        "return call(425, 1, b'\\0' * 200) >= 0 or ctypes.get_errno() != 38"
    ),
    "userfaultfd": "return call(323, 0) >= 0 or ctypes.get_errno() != 38",
    "perf events": "return call(298, b'\\0' * 128, 0, -1, -1, 0) >= 0",
    "any call that is not known here": (
        "known = {allowed}\n"
        "others = [n for n in range(700) if n not in known]\n"
        "others += [0x40000000 + n for n in range(700)]\n"
        "return [n for n in others if call(n, 0, 0, 0, 0, 0, 0) != -1"
        " or ctypes.get_errno() not in (1, 38)]"
    ),
    "keyring": "return call(250, 0, -3, 1, 0, 0) >= 0",
    "nameless file": "return os.memfd_create('x')",
    "pseudo terminal": "return os.open('/dev/ptmx', os.O_RDWR)",
    "the zygote's descriptors": (
        "return [fd for fd in range(3, 256) if _is_open(fd)][1:]  # one is the line to the judge"
    ),
    "fill the disk": "return open('big', 'wb').write(b'x' * 300_000_000)",
    "fill the disk in pieces": (
        "for n in range(100):\n    open(f'{{n}}', 'wb').write(b'x' * 1_000_000)\nreturn True"
    ),
    "many files": "for n in range(100_000):\n    open(str(n), 'w').close()\nreturn True",
    "many children": "return sum(_forks() for _ in range(300)) > 70",
}

PRELUDE = """\
import ctypes, os, socket, subprocess, sys
libc = ctypes.CDLL(None, use_errno=True)
def call(*arguments):
    return libc.syscall(*[ctypes.c_long(a) if isinstance(a, int) else a for a in arguments])
def _is_there(pid):
    try:
        return os.kill(pid, 0) is None
    except OSError:
        return False
def _is_open(descriptor):
    try:
        return bool(os.fstat(descriptor))
    except OSError:
        return False
def _forks():
    try:
        child = os.fork()
    except OSError:
        return 0
    if child == 0:
        import time
        time.sleep(60)
        os._exit(0)
    return 1
"""


def attack(body, **places):
    """Return the text of an answer that earns points only if the attempt gets there."""
    lines = body.format(allowed=ALLOWED_NUMBERS, **places).split("\n")
    attempt = "def attempt():\n" + "".join(f"    {line}\n" for line in lines)
    return f"{PRELUDE}\n{attempt}\ndef reached():\n    return bool(attempt())\n"
