"""`submit()` in real kernels: of its own, of a Jupyter server, and with what VS Code tells."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from contextlib import contextmanager

import pytest
from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.manager import start_new_kernel
from jupyter_core.paths import jupyter_runtime_dir

from tests.tiny_course import NAME, SOLVED, notebook

SUBMIT = "from utils import submit\n\nsubmit()"


def run(client, code):
    """Run a cell and return what it shows: text and HTML, the last state of each display."""
    message = client.execute(code)
    shown = []
    while True:
        reply = client.get_iopub_msg(timeout=60)
        if reply["parent_header"].get("msg_id") != message:
            continue
        content = reply["content"]
        if reply["msg_type"] == "status" and content["execution_state"] == "idle":
            return "\n".join(shown)
        if reply["msg_type"] == "update_display_data":
            shown.pop()
        if "data" in content:
            shown.append("\n".join(content["data"].values()))
        elif reply["msg_type"] == "error":
            shown.append("\n".join(content["traceback"]))
        elif "text" in content:
            shown.append(content["text"])


@contextmanager
def kernel(**environment):
    names = {**os.environ, "JUPYTERHUB_USER": "ada", **environment}
    manager, client = start_new_kernel(env=names)
    try:
        yield client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


@pytest.fixture(scope="module")
def shared_client():
    with kernel() as client:
        yield client


@pytest.fixture
def client(shared_client, course):
    """A kernel that has run nothing yet, in the folder of the learner's notebook."""
    run(shared_client, "%reset -f\nget_ipython().history_manager.reset(new_session=False)")
    run(shared_client, f"%cd -q {course.root / 'course1' / '1_floors'}")
    return shared_client


@pytest.fixture
def mine(course):
    path = course.root / "course1" / "1_floors" / f"{NAME}.ipynb"
    path.write_text(notebook({"area": SOLVED["area"]}))
    return path


def test_the_score_is_shown_as_a_table(client, mine, course):
    """Earlier versions, other cells and spaces at line ends do not make work unsaved."""
    run(client, "def area(width, height):\n    return 1")
    run(client, SOLVED["area"].replace("\n", "  \n") + "\n")
    run(client, "area_twice = 2 * area(1, 1)")
    shown = run(client, f"from utils import submit\nsubmit({str(mine)!r})")
    for part in (
        "<b>6 of 10 points; a person gives 2 more</b>",
        ">passed</span>",
        ">not attempted</span>",
    ):
        assert part in shown
    assert "<script" not in shown
    assert f'href="../../feedback/ada/{NAME}/{NAME}.html"' in shown
    assert "area: 6 of 6, passed" in shown  # the plain text, for a terminal
    assert course.submitted("ada", NAME).is_dir()


def test_vs_code_tells_the_name(client, mine):
    assert "Save first" in run(
        client,
        f"__vsc_ipynb_file__ = {str(mine)!r}\ndef area():\n    pass\n{SUBMIT}",
    )


def test_jupyter_tells_the_name_when_the_kernel_starts(mine):
    with kernel(JPY_SESSION_NAME=str(mine)) as client:
        assert "Save first" in run(client, f"def area():\n    pass\n{SUBMIT}")


def test_work_that_is_not_saved_is_not_handed_in(client, mine, course):
    run(client, "def area(width, height):\n    return 1")
    shown = run(client, f"from utils import submit\nsubmit({str(mine)!r})")
    assert "Save first (Ctrl+S)" in shown
    assert f"{NAME}.ipynb does not hold the area that you ran last" in shown
    assert not course.submitted("ada", NAME).exists()


def test_a_rejected_notebook_says_why_in_one_line(client, mine):
    mine.write_text("{")
    shown = run(client, f"from utils import submit\nsubmit({str(mine)!r})")
    assert "damaged one (not JSON): save it again" in shown
    assert "<table" not in shown


def test_without_a_name_it_asks_for_it(client):
    assert 'submit("NAME.ipynb")' in run(client, SUBMIT).replace("&quot;", '"')


def test_on_colab_it_says_where_the_notebook_goes(client):
    fake = "import sys, types\nsys.modules['google.colab'] = types.ModuleType('colab')\n"
    shown = run(client, fake + SUBMIT + "\ndel sys.modules['google.colab']")
    assert "course submit NOTEBOOK" in shown


def test_while_grading_it_does_nothing(mine):
    with kernel(COURSE_GRADING="1", JPY_SESSION_NAME=str(mine)) as client:
        assert run(client, SUBMIT) == ""


def test_utils_needs_only_the_standard_library_to_be_imported():
    """Jupyter's packages come when `submit` is called; on Colab some never do."""
    code = "import sys, utils; print(*sorted(m for m in sys.modules if '.' not in m))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert not loaded & {"IPython", "ipykernel", "jupyter_core", "typer", "grader", "cli"}


@contextmanager
def jupyter_server(root):
    """Start a Jupyter server and yield a function that calls its REST interface."""
    command = [sys.executable, "-m", "jupyter_server", "--ServerApp.port=0", "--allow-root"]
    command += ["--no-browser", "--IdentityProvider.token=secret", f"--ServerApp.root_dir={root}"]
    command += ["--ServerApp.jpserver_extensions={}"]
    names = {**os.environ, "JUPYTERHUB_USER": "ada"}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=names) as server:
        try:
            url = next(
                match[1]
                for line in server.stderr
                if (match := re.search(r"(http://(?:localhost|127\.0\.0\.1):\d+/)", line))
            )

            def call(method, path, data):
                request = urllib.request.Request(
                    url + path,
                    method=method,
                    data=json.dumps(data).encode(),
                    headers={"Authorization": "token secret"},
                )
                opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
                with opener.open(request, timeout=60) as answer:
                    return json.load(answer)

            _wait_until_it_listens(url)
            yield call
        finally:
            server.terminate()
            server.stderr.close()


def _wait_until_it_listens(url):
    """The server names its address a moment before it listens there."""
    port = urllib.parse.urlsplit(url).port
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("localhost", port)) == 0:
                return
        time.sleep(0.05)


@contextmanager
def connected(kernel_id):
    """Yield a client of a running server's kernel."""
    file = os.path.join(jupyter_runtime_dir(), f"kernel-{kernel_id}.json")
    client = BlockingKernelClient(connection_file=file)
    client.load_connection_file()
    client.start_channels()
    for left in reversed(range(30)):
        try:
            client.wait_for_ready(timeout=60)
            break
        except RuntimeError:  # a kernel that is still starting counts as dead between two beats
            if not left:
                raise
            time.sleep(1)
    yield client
    client.stop_channels()


def test_a_jupyter_server_tells_the_name_also_after_renaming(course, mine):
    where = mine.relative_to(course.root).as_posix()
    old = where.replace(NAME, "Untitled")
    (course.root / old).write_text(notebook())
    session = {"path": old, "type": "notebook", "name": "", "kernel": {"name": "python3"}}
    with jupyter_server(course.root) as call:
        opened = call("POST", "api/sessions", session)
        call("PATCH", f"api/sessions/{opened['id']}", {"path": where})
        with connected(opened["kernel"]["id"]) as client:
            shown = run(client, f"def area():\n    pass\n{SUBMIT}")
    assert f"{NAME}.ipynb does not hold the area" in shown
