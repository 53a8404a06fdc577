"""A process with the heavy libraries imported, which forks a worker or a judge on request.

It never holds a line of a submission or of a test: those reach its children over sockets of
their own. It has one thread and runs no TensorFlow operation; only then is forking sound.

For an assignment it also forks stages, one of workers and one of judges. A stage is a zygote
that has imported what the notebook does and run its opening cells, and forks from there.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import selectors
import shutil
import signal
import socket
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from grader.engine import wire
from grader.engine.containment import groups, linux, sandbox
from grader.engine.judging import judge, worker
from grader.engine.limits import Limits
from grader.engine.wire.channel import Channel

_FAILED = 70  # exit code of a child that could not be contained


@dataclass
class Zygote:
    """The state of the process.

    Attributes
    ----------
    control : socket
        Where the engine asks for processes.
    mains : dict of str to callable
        What the children do with their sockets, by the name of their kind.
    system : System or None
        What containment needs; None without containment.
    shown : list of str
        The files and folders in view.
    root : str
        A folder of the engine's; the scratch folders lie in it where nothing is contained.
    reports : dict of int to socket
        Per living child, where the engine hears of its end.
    children : dict of str to int
        The living children by the names that the engine gave them.
    """

    control: socket.socket
    mains: dict[str, Callable[..., None]]
    system: sandbox.System | None
    shown: list[str]
    root: str
    reports: dict[int, socket.socket] = field(default_factory=dict)
    children: dict[str, int] = field(default_factory=dict)

    def serve(self) -> None:
        """Fork on request until the engine is gone."""
        waker, wake = socket.socketpair()
        waker.setblocking(False)
        wake.setblocking(False)
        signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        with selectors.DefaultSelector() as selector:
            selector.register(self.control, selectors.EVENT_READ)
            selector.register(waker, selectors.EVENT_READ)
            while True:
                for key, _ in selector.select():
                    if key.fileobj is waker:
                        with contextlib.suppress(BlockingIOError):
                            waker.recv(4096)
                        self._reap()
                    elif not self._take_request():
                        return

    def _take_request(self) -> bool:
        data, descriptors, _, _ = socket.recv_fds(self.control, 4096, 3)
        if not data:
            return False
        request = json.loads(data)
        if "kill" in request:
            if request["kill"] in self.children:
                self._kill(self.children[request["kill"]])
        else:
            self._fork(request, [socket.socket(fileno=d) for d in descriptors])
        self.control.send(b"k")  # one request at a time on a stream
        return True

    def _fork(self, request: dict[str, Any], sockets: list[socket.socket]) -> None:
        is_stage = request["run"].endswith("stage")
        report, *channels = sockets
        try:
            child = self._new_process(own_namespace=self.system is not None and not is_stage)
        except OSError as error:  # the system has no room for one more: another time it may
            _report(report, {"failed": str(error)})
            report.close()
        else:
            if child == 0:
                (self._become_stage if is_stage else self._become)(request, sockets)
            self.reports[child] = report
            self.children[request["name"]] = child
        for channel in channels:
            channel.close()

    def _new_process(self, own_namespace: bool) -> int:
        """Fork, if need be into a process namespace of its own; return what `os.fork` does."""
        if not own_namespace:
            return os.fork()
        child = -1
        linux.unshare(linux.CLONE_NEWPID)
        try:
            child = os.fork()
        finally:
            if child:
                linux.setns(self.system.pid_namespace, linux.CLONE_NEWPID)
        return child

    def _become(self, request: dict[str, Any], sockets: list[socket.socket]) -> None:
        """Be the worker or the judge; never returns."""
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            report, *channels = sockets
            self._settle(Limits(**request["limits"]), report, channels)
            lines = [Channel(c, request["limits"]["reply_mb"]) for c in channels]
            self.mains[request["run"]](*lines)
        except EOFError:
            os._exit(0)  # the other side is done
        except BaseException:
            os._exit(1)
        os._exit(0)

    def _become_stage(self, request: dict[str, Any], sockets: list[socket.socket]) -> None:
        """Be a stage; never returns."""
        try:
            signal.set_wakeup_fd(-1)
            _, control, line = sockets
            system = [self.system.proc, self.system.pid_namespace] if self.system else []
            sandbox.close_all_but([control.fileno(), line.fileno(), *system])
            channel = Channel(line)
            script = wire.load(*channel.receive())
            kind = request["run"].partition(" ")[0]
            _import(script["modules"])
            prepared = {"worker": worker.Worker, "judge": judge.Judge}[kind](script["notebook"])
            prepared.prepare(script["start"])
            if _threads(self.system) == 1:
                _keep_in_shared_pages(self.system)
                channel.send(wire.dump("ready"))
                channel.close()
                Zygote(control, {kind: prepared.run}, self.system, self.shown, self.root).serve()
        finally:
            os._exit(0)

    def _settle(self, limits: Limits, report: socket.socket, channels: list) -> None:
        keep = [channel.fileno() for channel in channels]
        try:
            if self.system is not None:
                # The number by which the engine, in the system's process namespace, knows us.
                pid = int(os.readlink("self", dir_fd=self.system.proc))
                report.send(json.dumps({"pid": pid}).encode() + b"\n")
                sandbox.enter(self.system, limits, self.shown, keep)
                os.environ.update(HOME=sandbox.SCRATCH, TMPDIR=sandbox.SCRATCH)
                os.chdir(sandbox.SCRATCH)
            else:
                os.setsid()
                report.send(json.dumps({"pid": os.getpid()}).encode() + b"\n")
                sandbox.bound_resources(limits)
                sandbox.close_all_but(keep)
                os.makedirs(self._scratch(os.getpid()))
                os.chdir(self._scratch(os.getpid()))
        except BaseException as error:
            _report(report, {"failed": str(error)})
            os._exit(_FAILED)

    def _scratch(self, child: int) -> str:
        return f"{self.root}/{child}"

    def _kill(self, child: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            if self.system is None:
                os.killpg(child, signal.SIGKILL)
            else:
                os.kill(child, signal.SIGKILL)  # the first of its namespace: all go with it

    def _reap(self) -> None:
        while True:
            try:
                child, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if child == 0:
                return
            self.children = {name: pid for name, pid in self.children.items() if pid != child}
            report = self.reports.pop(child, None)
            if report is not None:
                if self.system is None:
                    with contextlib.suppress(ProcessLookupError, PermissionError):
                        os.killpg(child, signal.SIGKILL)
                    shutil.rmtree(self._scratch(child), ignore_errors=True)
                _report(report, {"ended": os.waitstatus_to_exitcode(status)})
                report.close()


def _report(report: socket.socket, news: dict[str, Any]) -> None:
    """Tell the engine, if it still listens, what has become of a child."""
    with contextlib.suppress(OSError):
        report.send(json.dumps(news).encode() + b"\n")


def main() -> None:
    """Start as the engine says on the command line: settings as JSON, the control socket."""
    settings = json.loads(sys.argv[1])
    control = socket.socket(fileno=int(sys.argv[2]))
    try:
        zygote = _prepare(settings, control)
    except OSError as error:
        control.send(f"no containment: {error}".encode())
        return
    control.send(b"ready")
    zygote.serve()
    if zygote.system is None:
        shutil.rmtree(zygote.root, ignore_errors=True)


def _prepare(settings: dict[str, Any], control: socket.socket) -> Zygote:
    remove_groups = groups.remover(settings["groups"])
    system = sandbox.leave_system(remove_groups) if settings["contain"] else None
    _import(settings["preload"])
    shown = []
    if system is not None:
        shown = sandbox.close_view(settings["root"], settings["readable"])
    _keep_in_shared_pages(system)
    mains = {"worker": worker.main, "judge": judge.main}
    return Zygote(control, mains, system, shown, settings["root"])


def _import(modules: list[str]) -> None:
    for name in modules:
        # What is missing here fails where a notebook asks for it.
        with contextlib.suppress(Exception):
            importlib.import_module(name)


def _keep_in_shared_pages(system: sandbox.System | None) -> None:
    """Have what there is now collected once and never looked at again by children."""
    gc.collect()
    gc.freeze()
    if system is not None:
        linux.use_huge_pages(system.proc)


def _threads(system: sandbox.System | None) -> int:
    """Return how many threads this process has, as far as can be known."""
    if system is None:
        return threading.active_count()
    tasks = os.open("self/task", os.O_RDONLY | os.O_DIRECTORY, dir_fd=system.proc)
    try:
        return len(os.listdir(tasks))
    finally:
        os.close(tasks)


if __name__ == "__main__":
    main()
