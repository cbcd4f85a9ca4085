"""A class in live notebooks: a JupyterHub on this machine, and students who begin all at once.

The hub, its proxy and a server for each student are real; students are made up, and speak to their
kernels as a page does. Nobody's browser is measured. `--students 40` for a larger class.
"""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from importlib.util import find_spec
from itertools import chain
from typing import Any

import psutil
from measuring import ROOT, head, middle, row
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest, HTTPResponse
from tornado.websocket import WebSocketClientConnection, websocket_connect

FOLDER = ROOT / "_build" / "bench-hub"
EXERCISE = "two-kinds"
ANSWERS = 12  # of each student
PATIENCE = 300  # seconds
SHOW = f"from whosegroup import exercise\nexercise({EXERCISE!r})"
LAB = b"jupyter-config-data"  # stands in the page of a Lab, and on none of the hub's own
VIEW = "application/vnd.jupyter.widget-view+json"
MISSING = 'This part needs JupyterHub. Run: .venv/bin/python -m pip install -e ".[hub]"'
# The proxy is the one in Python, so that nothing but pip is needed.
SETTINGS = """
c = get_config()
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_port = {hub}
c.JupyterHub.db_url = "sqlite://"
c.JupyterHub.cookie_secret = {secret!r}
c.JupyterHub.concurrent_spawn_limit = 0
c.ConfigurableHTTPProxy.command = [{python!r}, "-c", {proxy!r}]
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api}"
c.SimpleLocalProcessSpawner.home_dir_template = {homes!r}
c.Spawner.cmd = [{python!r}, "-m", "jupyterhub.singleuser"]
c.Spawner.args = {arguments!r}
c.Spawner.start_timeout = c.Spawner.http_timeout = {patience}
c.Spawner.env_keep.extend(["JUPYTER_PATH", "JUPYTER_CONFIG_PATH", "JUPYTERLAB_DIR"])
c.JupyterHub.services = [{{"name": "bench", "api_token": {token!r}}}]
scopes = ["admin:users", "admin:servers", "access:servers"]
c.JupyterHub.load_roles = [{{"name": "bench", "services": ["bench"], "scopes": scopes}}]
"""


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Hub:
    """A hub that runs, and what it is asked."""

    def __init__(self) -> None:
        self.address = f"http://127.0.0.1:{free_port()}"
        self.token = secrets.token_hex(16)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Write the settings of the hub, and start it."""
        values = {
            "port": self.address.rpartition(":")[2],
            "hub": free_port(),
            "api": free_port(),
            "secret": secrets.token_bytes(32),
            "python": sys.executable,
            "proxy": "from configurable_http_proxy.cli import main; main()",
            "homes": str(FOLDER / "home" / "{username}"),
            "arguments": ["--allow-root"] if os.name == "posix" and os.geteuid() == 0 else [],
            "patience": PATIENCE,
            "token": self.token,
        }
        settings = FOLDER / "jupyterhub_config.py"
        settings.write_text(SETTINGS.format(**values), encoding="utf-8")
        with (FOLDER / "hub.log").open("wb") as log:
            command = [sys.executable, "-m", "jupyterhub", "-f", str(settings)]
            self.process = subprocess.Popen(command, cwd=FOLDER, stdout=log, stderr=log)

    def stop(self) -> None:
        """End the hub and all that it has started, and nothing else."""
        if not self.process:
            return
        own = [psutil.Process(self.process.pid)]
        own += own[0].children(recursive=True)
        self.process.terminate()
        _, left = psutil.wait_procs(own, timeout=30)
        for process in left:
            process.kill()

    async def ask(self, path: str, method: str = "GET", body: Any = None) -> HTTPResponse:
        """Ask the hub, or through it the server of a student."""
        request = HTTPRequest(
            self.address + path,
            method=method,
            headers={"Authorization": f"token {self.token}"},
            body=None if method == "GET" else json.dumps(body),
            request_timeout=PATIENCE,
        )
        return await AsyncHTTPClient().fetch(request)

    async def until(self, path: str, holds: Callable[[HTTPResponse], bool]) -> None:
        """Ask again until an answer holds."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                if holds(await self.ask(path)):
                    return
            except (OSError, HTTPClientError):
                pass  # it is not there yet
            if self.process and self.process.poll() is not None:
                break
            await asyncio.sleep(0.25)
        raise TimeoutError(f"{path}; see {FOLDER / 'hub.log'}")


class Student:
    """A student at the hub, with a kernel of a practice page."""

    def __init__(self, hub: Hub, number: int) -> None:
        self.hub, self.name = hub, f"student{number:02}"
        self.line: WebSocketClientConnection | None = None
        self.model, self.work = "", ""

    async def begin(self) -> float:
        """Ask for a server with a Lab, and return the seconds until it answers."""
        shutil.copytree(ROOT / "notebooks", FOLDER / "home" / self.name / "notebooks")
        start = time.monotonic()
        await self.hub.ask(f"/hub/api/users/{self.name}", "POST", {})
        await self.hub.ask(f"/hub/api/users/{self.name}/server", "POST", {})
        await self.hub.until(f"/user/{self.name}/lab", lambda answer: LAB in answer.body)
        return time.monotonic() - start

    async def show(self) -> float:
        """Show the exercise in a kernel that begins, and return the seconds until it is there."""
        start = time.monotonic()
        notebook = {"path": f"notebooks/{EXERCISE}-of-group.ipynb", "type": "notebook", "name": ""}
        asked = {**notebook, "kernel": {"name": "python3"}}
        answer = await self.hub.ask(f"/user/{self.name}/api/sessions", "POST", asked)
        kernel = json.loads(answer.body)["kernel"]["id"]
        address = self.hub.address.replace("http", "ws", 1)
        request = HTTPRequest(
            f"{address}/user/{self.name}/api/kernels/{kernel}/channels",
            headers={"Authorization": f"token {self.hub.token}"},
        )
        self.line = await websocket_connect(request)
        await self.say("execute_request", {"code": SHOW, "silent": False, "allow_stdin": False})
        works: dict[str, str] = {}
        while not self.model:
            kind, content = await self.hear()
            if kind == "error":
                raise RuntimeError(f"{content['ename']}: {content['evalue']}")
            if kind == "comm_open":
                record = content["data"].get("state", {}).get("record", {})
                works[content["comm_id"]] = record.get("work", "")
            if kind in ("execute_result", "display_data") and VIEW in content["data"]:
                self.model = content["data"][VIEW]["model_id"]
        self.work = works[self.model]
        return time.monotonic() - start

    async def answer(self, number: int) -> float:
        """Answer a case, and return the seconds until the kernel says that it is in the file."""
        at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        attempt = {"at": at, "run": 1, "vignette": f"case-{number}", "answer": "support"}
        given = {"type": "save", "work": self.work, "attempts": [attempt]}
        start = time.monotonic()
        data = {"method": "custom", "content": given}
        await self.say("comm_msg", {"comm_id": self.model, "data": data})
        while True:
            kind, content = await self.hear()
            said = content.get("data", {}).get("content") if kind == "comm_msg" else None
            if said:
                if said["type"] != "saved":
                    raise RuntimeError(f"An answer was not saved: {said}")
                return time.monotonic() - start

    async def say(self, kind: str, content: dict[str, Any]) -> None:
        header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "username": self.name,
                  "session": self.name, "version": "5.3"}  # fmt: skip
        said = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
        assert self.line
        await self.line.write_message(json.dumps({**said, "channel": "shell", "buffers": []}))

    async def hear(self) -> tuple[str, dict[str, Any]]:
        assert self.line
        heard = await asyncio.wait_for(self.line.read_message(), PATIENCE)
        if heard is None:
            raise ConnectionError("The hub closed the line to a kernel.")
        message = json.loads(heard)
        return message["header"]["msg_type"], message["content"]


def memory(hub: Hub) -> tuple[list[float], list[float]]:
    """Return the MB that each student's server and each kernel has for itself."""
    assert hub.process
    servers, kernels = [], []
    for process in psutil.Process(hub.process.pid).children(recursive=True):
        command = " ".join(process.cmdline())
        own = process.memory_full_info().uss / 1e6
        if "jupyterhub.singleuser" in command:
            servers.append(own)
        elif "ipykernel" in command:
            kernels.append(own)
    return servers, kernels


async def together(waits: list[Awaitable[float]]) -> list[float]:
    return list(await asyncio.gather(*waits))


async def play(hub: Hub, count: int) -> None:
    """Print what a class of this size finds."""
    AsyncHTTPClient.configure(None, max_clients=4 * count + 20)
    await hub.until("/hub/api/", lambda answer: answer.code == 200)
    students = [Student(hub, number) for number in range(1, count + 1)]
    ready = await together([student.begin() for student in students])
    row("a student's Lab is ready, all at once", seconds(ready))
    shown = await together([student.show() for student in students])
    row("the exercise is shown, the kernel cold, all at once", seconds(shown))

    async def answers(student: Student) -> list[float]:
        return [await student.answer(number) for number in range(ANSWERS)]

    taken = chain.from_iterable(await asyncio.gather(*map(answers, students)))
    ms = sorted(1000 * one for one in taken)
    most = ms[int(0.95 * len(ms))]
    figure = f"{middle(ms):.0f} ms, 95 in 100 under {most:.0f}, at most {ms[-1]:.0f}"
    row(f"{len(ms)} answers, each saved in a file, without a pause", figure)
    for what, sizes in zip(("a Lab", "a kernel"), memory(hub), strict=True):
        row(f"memory of {what}", f"{middle(sizes):.0f} MB (of {len(sizes)})" if sizes else "")
    kept = list((FOLDER / "home").rglob(f"my-work/{EXERCISE}.json"))
    saved = sum(len(json.loads(path.read_text())["attempts"]) for path in kept)
    row("answers in the files of students", f"{saved} of {len(ms)}")


def seconds(times: list[float]) -> str:
    return f"median {middle(times):.1f} s, the last after {max(times):.1f}"


def measure(students: int = 10) -> None:
    """Print what a class finds that begins on a hub at once."""
    if not (find_spec("jupyterhub") and find_spec("configurable_http_proxy")):
        sys.exit(MISSING)
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    head(f"Live for a class of {students}, on a hub on this machine")
    hub = Hub()
    try:
        hub.start()
        asyncio.run(play(hub, students))
    finally:
        hub.stop()
    shutil.rmtree(FOLDER)
