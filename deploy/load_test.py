"""A class of made-up students on a real JupyterHub, on this machine only.

    python deploy/load_test.py --students 20

Each runs every cell of a lesson and answers a set of questions. It ends with 1 if an answer was not
judged. It needs the extra "test", which brings JupyterHub and a proxy for it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import secrets
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

HERE = Path(__file__).resolve().parent
MIME = "application/vnd.alliance.answer+json"
PATIENCE = 600  # seconds for any one step


@dataclass
class Student:
    """What one made-up student went through, in seconds, and what came of it."""

    name: str
    start: float = 0.0
    lesson: float = 0.0
    answers: float = 0.0
    judged: int = 0
    right: int = 0
    faults: list[str] = field(default_factory=list)


class Hub:
    """A hub's address and the token of a service that may start servers and use them."""

    def __init__(self, port: int, token: str) -> None:
        self.at = f"127.0.0.1:{port}"
        self._head = {"Authorization": f"token {token}", "Content-Type": "application/json"}

    _patience: ClassVar[dict[str, float]] = dict(request_timeout=PATIENCE, connect_timeout=PATIENCE)

    async def ask(self, path: str, method: str = "GET", body: Any = None) -> Any:
        data = json.dumps(body or {}) if method == "POST" else None
        url, patience = f"http://{self.at}{path}", self._patience
        request = HTTPRequest(url, method, self._head, data, **patience)
        answer = await AsyncHTTPClient().fetch(request)
        return json.loads(answer.body or b"null")

    async def socket(self, path: str) -> Any:
        # A busy server takes long to shake hands; a browser would try again meanwhile.
        request = HTTPRequest(f"ws://{self.at}{path}", headers=self._head, **self._patience)
        return await websocket_connect(request, max_message_size=2**27)


async def ready(hub: Hub, process: subprocess.Popen[bytes]) -> None:
    for _ in range(PATIENCE):
        if process.poll() is not None:
            raise RuntimeError(f"JupyterHub ended with {process.returncode}")
        try:
            await hub.ask("/hub/api/")
            return
        except (OSError, HTTPClientError):
            await asyncio.sleep(0.5)
    raise TimeoutError("JupyterHub did not start")


async def study(hub: Hub, who: Student, lesson: list[str], answers: list[str]) -> None:
    """Start a server and a kernel, run the lesson, answer the set."""
    begun = time.monotonic()
    await hub.ask(f"/hub/api/users/{who.name}", "POST")
    await hub.ask(f"/hub/api/users/{who.name}/server", "POST")
    while not (await hub.ask(f"/hub/api/users/{who.name}"))["servers"].get("", {}).get("ready"):
        if time.monotonic() - begun > PATIENCE:
            raise TimeoutError(f"the server of {who.name} did not start")
        await asyncio.sleep(1)
    base = f"/user/{who.name}/api/kernels"
    kernel = await hub.ask(base, "POST", {"path": "alliance-course/notebooks"})
    channel = await hub.socket(f"{base}/{kernel['id']}/channels")
    who.start = time.monotonic() - begun
    for part, cells in (("lesson", lesson), ("answers", answers)):
        begun = time.monotonic()
        for source in cells:
            await run(channel, who, source)
        setattr(who, part, time.monotonic() - begun)
    channel.close()


async def run(channel: Any, who: Student, source: str) -> None:
    """Run one cell and wait for its end."""
    id = uuid.uuid4().hex
    header = {"msg_id": id, "msg_type": "execute_request", "username": who.name, "version": "5.3"}
    header |= {"session": who.name, "date": "2026-01-01T00:00:00Z"}
    content = {"code": source, "silent": False, "store_history": False, "user_expressions": {}}
    content |= {"allow_stdin": False, "stop_on_error": False}
    message = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
    await channel.write_message(json.dumps({**message, "channel": "shell", "buffers": []}))
    while True:
        said = await asyncio.wait_for(channel.read_message(), PATIENCE)
        if said is None:
            raise ConnectionError("the kernel went away")
        got = json.loads(said) if isinstance(said, str) else {}
        if got.get("parent_header", {}).get("msg_id") != id:
            continue
        kind, inside = got["msg_type"], got["content"]
        if kind == "error":
            who.faults.append(f"{inside['ename']}: {inside['evalue']}"[:200])
        if kind == "execute_result" and MIME in inside["data"]:
            who.judged += 1
            who.right += inside["data"]["text/plain"][:1] in "✓◇■"
        if kind == "status" and inside["execution_state"] == "idle":
            return


def cells(path: Path, tag: str | None = None) -> list[str]:
    """The sources of a notebook's code cells, or of those with a tag."""
    book = json.loads(path.read_text("utf-8"))
    found = [cell for cell in book["cells"] if cell["cell_type"] == "code"]
    return [
        "".join(cell["source"])
        for cell in found
        if tag is None or tag in cell["metadata"].get("tags", ())
    ]


def memory(root: int) -> tuple[float, int]:
    """Megabytes and number of a process and all below it; shared pages are shared out (PSS)."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            after = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(after[1]), []).append(int(path.parent.name))
    todo, total, count = [root], 0, 0
    while todo:
        process = todo.pop()
        todo += children.get(process, [])
        try:
            told = Path(f"/proc/{process}/smaps_rollup").read_text()
            total += next(int(line.split()[1]) for line in told.splitlines() if "Pss:" in line)
            count += 1
        except (OSError, StopIteration):
            continue
    return total / 1024, count


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def classroom(hub: Hub, count: int, lesson: list[str], answers: list[str]) -> list[Student]:
    AsyncHTTPClient.configure(None, max_clients=10 * count)  # students do not queue for each other
    students = [Student(f"student{n:03}") for n in range(1, count + 1)]
    done = await asyncio.gather(
        *(study(hub, who, lesson, answers) for who in students), return_exceptions=True
    )
    for who, fault in zip(students, done, strict=True):
        if fault:
            who.faults.append(f"{type(fault).__name__}: {fault}"[:200])
    return students


def report(students: list[Student], asked: int, wall: float, used: tuple[float, int]) -> bool:
    for part in ("start", "lesson", "answers"):
        taken = [getattr(who, part) for who in students if getattr(who, part)]
        if taken:
            middle, most = statistics.median(taken), max(taken)
            print(f"{part:8} median {middle:6.1f} s, longest {most:6.1f} s ({len(taken)} students)")
    print(f"all of it {wall:.0f} s on {os.cpu_count()} cores")
    print(f"memory {used[0]:.0f} MB in {used[1]} processes: {used[0] / len(students):.0f} MB each")
    good = sum(who.judged == asked and who.right == asked for who in students)
    print(f"{good} of {len(students)} students had all {asked} answers judged, and judged right")
    for who in students:
        for fault in who.faults[:2]:
            print(f"  {who.name}: {fault}")
    return good == len(students) and not any(who.faults for who in students)


@contextmanager
def running(folder: Path, proxy: str) -> Iterator[tuple[Hub, subprocess.Popen[bytes]]]:
    """A hub with the students' copy of this course; what it says is in ``folder/hub.log``."""
    released, port, token = folder / "course", free_port(), secrets.token_hex(16)
    release = [sys.executable, "-m", "alliance", "release", str(released)]
    subprocess.run(release, cwd=HERE.parent, check=True, stdout=subprocess.DEVNULL)
    own = {
        "ALLIANCE_COURSE": str(released),
        "ALLIANCE_HUB_TEST": f"{folder}/homes",
        "ALLIANCE_HUB_TOKEN": token,
        "ALLIANCE_HUB_URL": f"http://127.0.0.1:{port}",
        "ALLIANCE_HUB_PROXY": proxy,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
    }
    start = [sys.executable, "-m", "jupyterhub", "-f", str(HERE / "jupyterhub_config.py")]
    start += [f"--ConfigurableHTTPProxy.api_url=http://127.0.0.1:{free_port()}"]
    start += [f"--JupyterHub.hub_port={free_port()}", "--log-level=WARN"]
    with (folder / "hub.log").open("w") as log:
        process = subprocess.Popen(
            start, cwd=folder, env=os.environ | own, stdout=log, stderr=log, start_new_session=True
        )
        try:
            hub = Hub(port, token)
            asyncio.run(ready(hub, process))
            yield hub, process
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()


def main() -> int:
    asking = argparse.ArgumentParser(description="A class of made-up students on a JupyterHub.")
    asking.add_argument("--students", type=int, default=20)
    asking.add_argument("--lesson", default="01", help="number of the lesson, e.g. 01")
    asking.add_argument("--proxy", default="configurable-http-proxy")
    options = asking.parse_args()
    (lesson,) = (HERE.parent / "notebooks").glob(f"{options.lesson}-*.ipynb")
    (solved,) = (HERE.parent / "solutions").glob(f"{options.lesson}-*.ipynb")
    answers = cells(solved, "answer")
    with tempfile.TemporaryDirectory() as folder:
        try:
            with running(Path(folder), options.proxy) as (hub, process):
                begun = time.monotonic()
                work = classroom(hub, options.students, cells(lesson), answers)
                students = asyncio.run(work)
                wall, used = time.monotonic() - begun, memory(process.pid)
            good = report(students, len(answers), wall, used)
        except (RuntimeError, TimeoutError) as problem:
            print(problem)
            good = False
        if not good:
            print((Path(folder) / "hub.log").read_text("utf-8", "replace")[-3000:])
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
