"""A PostgreSQL server on loopback for tests, where Debian's package is installed."""

import itertools
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest


class Server:
    """A running server.

    Parameters
    ----------
    programs : Path
        Where its programs are.
    folder : Path
        An empty folder for its data.
    """

    def __init__(self, programs, folder):
        self._programs, self._data = programs, folder / "data"
        self._numbers = itertools.count()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        # It refuses to run as root.
        self._user = {}
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.chown(folder, nobody.pw_uid, nobody.pw_gid)
            self._user = {"user": "nobody", "group": nobody.pw_gid, "extra_groups": []}
        self._run("initdb", "--auth=trust", "--username=course", "--no-sync")
        options = f"-p {self._port} -c listen_addresses=127.0.0.1 -k {folder} -F"
        self._run("pg_ctl", "start", "--wait", "-o", options, "-l", str(folder / "log"))

    def new_database(self):
        """Return the URL of an empty database."""
        name = f"course{next(self._numbers)}"
        where = ["-h", "127.0.0.1", "-p", str(self._port), "-U", "course"]
        subprocess.run([self._programs / "createdb", *where, name], check=True)
        return f"postgresql://course@127.0.0.1:{self._port}/{name}"

    def stop(self):
        """Stop it at once."""
        self._run("pg_ctl", "stop", "--mode=immediate")

    def _run(self, program, *words):
        command = [self._programs / program, *words, "-D", self._data]
        quiet = {"stdout": subprocess.DEVNULL, "stdin": subprocess.DEVNULL}
        subprocess.run(command, check=True, cwd="/", **quiet, **self._user)


@pytest.fixture(scope="session")
def server():
    """A server for all tests of a process; they skip where there is none to start."""
    programs = _programs()
    if programs is None:
        pytest.skip("no PostgreSQL server here: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    server = Server(programs, folder)
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


def _programs():
    """Return the newest installed server's folder of programs, or None."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if found:
        return max(found, key=lambda path: int(path.parent.name.split(".")[0]))
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None
