"""The practice notebook in a real JupyterLab: run, sorted in the browser, saved, taken up again."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sorting import OTHER

from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.payload import compile_payload

ROOT = Path(__file__).parents[2]
# One worker runs them all, on one server.
pytestmark = pytest.mark.xdist_group("jupyterlab")
NOTEBOOK = "two-kinds-of-group.ipynb"
EXERCISE = "two-kinds"
CELL = f'exercise("{EXERCISE}")'


class Lab:
    """A JupyterLab server."""

    def __init__(self, folder: Path, **variables: str) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        settings = folder / "settings"
        environment = {k: v for k, v in os.environ.items() if k != "WHOSEGROUP_WORK"}
        # A home of its own: the settings of whoever runs the tests stay out of them.
        environment |= {
            "JUPYTER_CONFIG_DIR": str(settings),
            "JUPYTER_DATA_DIR": str(settings / "data"),
            "JUPYTER_RUNTIME_DIR": str(settings / "run"),
            "JUPYTERLAB_SETTINGS_DIR": str(settings / "lab"),
            "JUPYTERLAB_WORKSPACES_DIR": str(settings / "workspaces"),
            "IPYTHONDIR": str(settings / "ipython"),
            **variables,
        }
        # No news, no updates: nothing outside is asked for.
        config = settings / "labconfig" / "page_config.json"
        config.parent.mkdir(parents=True)
        disabled = {"@jupyterlab/apputils-extension:announcements": True}
        config.write_text(json.dumps({"disabledExtensions": disabled, "buildCheck": False}))
        self.address = f"http://127.0.0.1:{port}"
        self.log = folder / "lab.log"
        options = [
            f"--ServerApp.port={port}",
            "--ServerApp.port_retries=0",
            "--ServerApp.ip=127.0.0.1",
            "--IdentityProvider.token=",
            "--ServerApp.open_browser=False",
            "--allow-root",
        ]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *options],
            cwd=folder,
            env=environment,
            stdout=self.log.open("w"),
            stderr=subprocess.STDOUT,
        )
        self._wait()

    def _wait(self) -> None:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{self.address}/api/status", timeout=2).close()
            except OSError:
                assert self.process.poll() is None, self.log.read_text()
                time.sleep(0.2)
            else:
                return
        raise AssertionError(self.log.read_text())

    def end_kernels(self) -> None:
        """End every kernel behind the notebook's back."""
        with urllib.request.urlopen(f"{self.address}/api/kernels") as answer:
            kernels = json.load(answer)
        token = secrets.token_hex(8)
        for kernel in kernels:
            request = urllib.request.Request(
                f"{self.address}/api/kernels/{kernel['id']}",
                method="DELETE",
                headers={"Cookie": f"_xsrf={token}", "X-XSRFToken": token},
            )
            urllib.request.urlopen(request).close()

    @contextmanager
    def upgraded(self) -> Iterator[None]:
        """Let kernels that start now find a package whose sorter draws something else."""
        part = self.folder / "src" / "whosegroup" / "component" / "js" / "board.js"
        text = part.read_text(encoding="utf-8")
        assert text.count('{ class: "wg-prompt" }') == 1
        part.write_text(text.replace('"wg-prompt"', '"wg-prompt wg-upgraded"'), encoding="utf-8")
        yield
        part.write_text(text, encoding="utf-8")

    def stop(self) -> None:
        """End the server and its kernels."""
        self.process.terminate()
        self.process.wait(timeout=30)


@pytest.fixture(scope="module")
def lab_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """Return a server whose kernels import a copy of the package, which a test may change."""
    folder = tmp_path_factory.mktemp("lab")
    package = shutil.copytree(ROOT / "src", folder / "src")
    server = Lab(folder, PYTHONPATH=str(package), WHOSEGROUP_CONTENT=str(ROOT))
    yield server
    server.stop()


@pytest.fixture
def lab(page: Page, lab_server: Lab) -> Iterator[Lab]:
    """Return the server; a test leaves no kernel behind."""
    yield lab_server
    page.goto("about:blank")  # or it would complain that its kernel is gone
    lab_server.end_kernels()


class Copy:
    """A copy of the practice notebook in a folder of its own, and the work that is kept there."""

    def __init__(self, lab: Lab, whole: bool = False) -> None:
        self.lab = lab
        folder = Path(mkdtemp(dir=lab.folder))
        notebook = json.loads((ROOT / "notebooks" / NOTEBOOK).read_text(encoding="utf-8"))
        if not whole:
            # One test runs all of it; tables and figures take longer than what the others look at.
            cells = notebook["cells"]
            last = next(n for n, cell in enumerate(cells) if CELL in "".join(cell["source"]))
            del cells[last + 1 :]
        (folder / NOTEBOOK).write_text(json.dumps(notebook), encoding="utf-8")
        self.address = f"{lab.address}/lab/tree/{folder.name}/{NOTEBOOK}?reset"
        self.work = folder / "my-work" / f"{EXERCISE}.json"

    def attempts(self) -> list[dict[str, Any]]:
        """Return the attempts in the work file."""
        if not self.work.exists():
            return []
        return json.loads(self.work.read_text(encoding="utf-8"))["attempts"]


class Notebook:
    """The notebook, open in a browser tab."""

    def __init__(self, page: Page, copy: Copy) -> None:
        self.page, self.copy = page, copy
        self.payload = compile_payload(load_exercise(EXERCISE))
        self.cases = {case["id"]: case for case in self.payload["cases"]}
        page.goto(copy.address)
        self.sorter: Locator = page.locator(
            f'.jp-OutputArea whose-group[exercise="{EXERCISE}"][data-state]'
        )
        self.status = self.sorter.locator('[role="status"]')

    def _command(self, name: str) -> None:
        self.page.keyboard.press("Control+Shift+C")
        search = self.page.locator(".lm-CommandPalette-input")
        expect(search).to_be_focused()
        search.fill(name)
        self.page.locator(".lm-CommandPalette-item", has_text=name).first.click()

    def wait_idle(self) -> None:
        """Wait until this tab knows its kernel, and the kernel has nothing to do."""
        ready = self.page.locator("#jp-main-statusbar", has_text="(ipykernel) | Idle")
        expect(ready).to_be_visible(timeout=60_000)

    def run_all(self) -> None:
        """Run every cell and wait for the sorter."""
        self.wait_idle()
        self._command("Run All Cells")
        expect(self.sorter).to_be_visible(timeout=60_000)

    def cell(self, source: str) -> Locator:
        """Return the cell with this source."""
        return self.page.locator(".jp-CodeCell", has_text=source).first

    def read(self) -> None:
        """Read the case in front, if its note comes first."""
        note = self.sorter.locator('[data-action="read"]')
        if note.count():
            note.click()

    def answer(self, fits: bool = True) -> str:
        """Answer the case in front and wait until the kernel has saved it."""
        self.read()
        before = len(self.copy.attempts())
        case = self.cases[self.sorter.locator("[data-vignette]").get_attribute("data-vignette")]
        roles = [None if isinstance(line, str) else line["role"] for line in case["lines"]]
        kind = case["kind"] if fits else OTHER[case["kind"]]
        self.sorter.locator(f'button[data-answer="{kind}"]').click()
        self.sorter.locator(f'button[data-passage="{roles.index("decides") + 1}"]').click()
        self.sorter.locator('button[data-confidence="sure"]').click()
        self.wait_saved(before + 1)
        # Another tab's answer may have come between, and put another case in front.
        shown = self.cases[self.sorter.locator("[data-vignette]").get_attribute("data-vignette")]
        verdict = "fits" if shown["kind"] == kind else "look-again"
        expect(self.status).to_have_attribute("data-verdict", verdict)
        return shown["id"]

    def wait_saved(self, count: int) -> None:
        """Wait until the file holds so many attempts."""
        for _ in range(300):
            if len(self.copy.attempts()) >= count:
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"{len(self.copy.attempts())} of {count} attempts were saved")

    def next(self) -> None:
        """Go on to the next case."""
        self.sorter.locator('[data-action="next"]').click()


def test_a_case_is_sorted_in_jupyterlab_and_the_table_shows_it(page: Page, lab: Lab) -> None:
    copy = Copy(lab, whole=True)
    notebook = Notebook(page, copy)
    notebook.run_all()
    first = notebook.answer(fits=False)
    assert [a["vignette"] for a in copy.attempts()] == [first]
    notebook.next()

    # Keys belong to the sorter here: arrows would leave the cell, `m` would turn it into Markdown.
    notebook.read()
    notebook.sorter.locator("button[data-answer]").first.focus()
    for key in ("m", "ArrowDown", "ArrowUp", "2"):
        page.keyboard.press(key)
    expect(notebook.sorter.locator("button[data-passage]").first).to_be_visible()
    notebook.sorter.locator('[data-action="change"]').click()
    notebook.answer()

    table = notebook.cell("work.table()")
    table.locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    expect(table.locator(".jp-OutputArea-output")).to_contain_text("look-again")
    expect(table.locator("tbody tr")).to_have_count(2)

    # The kernel is restarted: the cell, run again, takes the work up where it was. The package was
    # upgraded meanwhile: the new sorter shows, though the page keeps its first custom element.
    expect(notebook.sorter.locator(".wg-upgraded")).to_have_count(0)
    with lab.upgraded():
        notebook._command("Restart Kernel and Run All Cells")
        page.locator(".jp-Dialog .jp-mod-accept").click()
        expect(notebook.sorter.locator(".wg-upgraded")).to_have_count(1, timeout=60_000)
    expect(notebook.sorter.locator("progress")).to_have_js_property("value", 1)
    assert len(copy.attempts()) == 2
    notebook.next()  # what was being read is in front again
    notebook.answer()
    assert len(copy.attempts()) == 3


def test_a_notebook_that_is_opened_again_says_what_to_do(browser: Browser, lab: Lab) -> None:
    """JupyterLab shows a widget that it does not know as such, whatever else its output holds."""
    copy = Copy(lab)
    page = browser.new_page()  # not watched: that a widget is not known is an error in the console
    notebook = Notebook(page, copy)
    notebook.run_all()
    notebook.answer()
    notebook._command("Save Notebook")
    expect(page.locator(".lm-TabBar-tab.jp-mod-dirty")).to_have_count(0)
    page.goto("about:blank")
    lab.end_kernels()
    again = Notebook(page, copy)
    again.wait_idle()
    expect(page.locator(".jp-OutputArea").first).to_contain_text("model not found")
    told = page.locator(".jp-RenderedMarkdown", has_text="In a live notebook")
    expect(told).to_contain_text("Run All Cells")
    expect(told).to_be_in_viewport()
    again.run_all()
    assert len(copy.attempts()) == 1
    page.close()


def test_an_exercise_goes_on_where_nothing_can_be_saved_and_says_so(page: Page, lab: Lab) -> None:
    copy = Copy(lab)
    folder = copy.work.parent
    folder.write_text("a file where the folder should be")
    notebook = Notebook(page, copy)
    notebook.run_all()
    said = notebook.payload["words"]["not_saved"].split("{why}")[1]
    expect(notebook.status).to_contain_text(said)
    for given in (1, 2):
        notebook.read()
        case = notebook.sorter.locator("[data-vignette]").get_attribute("data-vignette")
        kind = notebook.cases[case]["kind"]
        notebook.sorter.locator(f'button[data-answer="{kind}"]').click()
        notebook.sorter.locator("button[data-passage]").first.click()
        notebook.sorter.locator('button[data-confidence="unsure"]').click()
        expect(notebook.status).to_have_attribute("data-verdict", "fits")
        expect(notebook.status).to_contain_text(said)
        expect(notebook.sorter.locator("progress")).to_have_js_property("value", given)
        notebook.next()
    folder.unlink()
    notebook.answer()
    assert len(copy.attempts()) == 3
    expect(notebook.status).not_to_contain_text(said)


def test_answers_given_while_the_kernel_is_gone_are_kept(page: Page, lab: Lab) -> None:
    copy = Copy(lab)
    notebook = Notebook(page, copy)
    notebook.run_all()
    notebook.answer()
    notebook.next()
    lab.end_kernels()
    notebook.read()
    case = notebook.cases[notebook.sorter.locator("[data-vignette]").get_attribute("data-vignette")]
    notebook.sorter.locator(f'button[data-answer="{case["kind"]}"]').click()
    notebook.sorter.locator("button[data-passage]").first.click()
    notebook.sorter.locator('button[data-confidence="unsure"]').click()
    expect(notebook.status).to_contain_text(
        notebook.payload["words"]["kernel_gone"], timeout=15_000
    )
    assert len(copy.attempts()) == 1
    page.once("dialog", lambda dialog: dialog.accept())
    Notebook(page, copy).run_all()
    notebook.wait_saved(2)
    assert copy.attempts()[1]["vignette"] == case["id"]


def test_twenty_answers_in_two_tabs_of_one_kernel_are_twenty_answers(page: Page, lab: Lab) -> None:
    """The second tab runs the cell for itself: two sorters, one kernel, one file."""
    copy = Copy(lab)
    first = Notebook(page, copy)
    first.run_all()
    second = Notebook(page.context.new_page(), copy)
    second.wait_idle()
    second.cell(CELL).locator(".cm-content").click()
    second.page.keyboard.press("Shift+Enter")
    expect(second.sorter).to_be_visible(timeout=60_000)
    second.wait_idle()
    for given in range(20):
        tab = (first, second)[given % 2]
        tab.page.bring_to_front()
        if tab.sorter.get_attribute("data-state") == "done":
            tab.sorter.locator(".wg-work > summary").click()
            tab.sorter.locator('[data-action="restart"]').click()
            tab.sorter.locator('[data-action="restart-yes"]').click()
            expect(tab.sorter).to_have_attribute("data-state", "ready")
        tab.answer(fits=given % 3 != 0)
        tab.next()
    assert len(copy.attempts()) == 20
    second.page.close()
