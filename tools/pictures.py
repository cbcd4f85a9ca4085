"""Take the pictures of README anew: an answered case, and the report on a simulated class.

    .venv/bin/python tools/pictures.py docs/pictures

`make pictures` runs this once the book is built. Look at what has become of them before you commit.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image
from playwright.sync_api import Locator, Page, sync_playwright

from whosegroup.bank.content import exercise_names
from whosegroup.bank.roots import content_roots
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.payload import compile_payload
from whosegroup.instructor.reporting import report_on
from whosegroup.instructor.simulate import simulate, write

SITE = Path("_build", "html")
EXERCISE = "two-kinds"
PAGE = "notebooks/two-kinds-of-group.html"
WIDTH = 720
# So high that no page scrolls.
SCREEN: dict[str, Any] = {
    "viewport": {"width": WIDTH, "height": 12_000},
    "reduced_motion": "reduce",
}
COLOURS = 48


def answered_case(page: Page, site: Path, to: Path) -> None:
    """Answer the first case of an exercise as somebody does whom a surface cue misleads."""
    page.goto((site.absolute() / PAGE).as_uri())
    exercise = page.locator(f"whose-group[exercise={EXERCISE}]")
    payload = compile_payload(load_exercise(EXERCISE, content_roots()))
    case = payload["cases"][0]
    telling = [
        number
        for number, line in enumerate(case["lines"], start=1)
        if not isinstance(line, str) and line["role"] == "surface"
    ]
    answer = next(one["id"] for one in payload["answers"] if one["id"] != case["kind"])
    for press in (f"answer={answer}", f"passage='{telling[0]}'", "confidence=sure"):
        exercise.locator(f"button[data-{press}]").click()
    _take(page, [exercise.locator(".wg-card"), exercise.locator(".wg-after")], to)


def report(page: Page, to: Path) -> None:
    """Write the report on a class that is simulated, and take its beginning."""
    roots = content_roots()
    exercises = [load_exercise(name, roots) for name in exercise_names(roots)]
    with TemporaryDirectory() as folder:
        works, out = Path(folder, "works"), Path(folder, "report")
        write(simulate(exercises, 60, 1), works)
        made = report_on(works, out, roots, None, now=datetime.now(UTC))
        page.goto(made.page.absolute().as_uri())
        _take(page, [page.locator("h1"), page.locator(".picture").first], to)


def _take(page: Page, ends: list[Locator], to: Path) -> None:
    """Take what stands from the first to the last of these, as wide as the page."""
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement.blur()")
    page.wait_for_timeout(1000)  # until all has come to rest
    first, last = (end.bounding_box() for end in (ends[0], ends[-1]))
    assert first and last
    top = first["y"] - 16
    clip = {"x": 0, "y": top, "width": WIDTH, "height": last["y"] + last["height"] + 16 - top}
    shot = Image.open(BytesIO(page.screenshot(clip=clip))).convert("RGB")
    # Few colours and no loss: letters stay sharp, and it weighs less than with some.
    shot.quantize(COLOURS).convert("RGB").save(to, lossless=True, quality=100, method=6)
    print(f"{to}: {to.stat().st_size / 1000:.0f} kB")


def main(folder: Path) -> int:
    """Take both pictures into a folder."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    from find_browser import FLAGS, MISSING, find_browser

    path = find_browser()
    if not path:
        print(MISSING, file=sys.stderr)
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        page = browser.new_context(**SCREEN).new_page()
        answered_case(page, SITE, folder / "answered-case.webp")
        report(page, folder / "report.webp")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
