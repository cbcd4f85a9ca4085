"""The guide for teachers keeps to the chapters, exercises and situations that there are."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from whosegroup.bank.content import exercise_names
from whosegroup.bank.yaml_files import read_yaml
from whosegroup.cli import main
from whosegroup.exercises.html import ANCHOR

ROOT = Path(__file__).parents[2]
GUIDE = sorted(ROOT.glob("book/instructors/*.md"))
SESSIONS = (ROOT / "book/instructors/sessions.md").read_text(encoding="utf-8")
PLANS = re.findall(r"^## \d+\. .*?(?=^## |\Z)", SESSIONS, flags=re.MULTILINE | re.DOTALL)
TITLES = {
    words["title"]: name
    for name, words in read_yaml(
        (ROOT / "data/words/en/exercises.yml").read_text(encoding="utf-8"), "exercises.yml"
    )[0].items()
}
LINK = re.compile(r"\[([^\]]+)\]\(\.\./\.\./notebooks/([\w-]+)\.ipynb(?:#([\w-]+))?\)")


def shown(notebook: str) -> list[str]:
    """Return the exercises on a practice page."""
    path = ROOT / "notebooks" / f"{notebook}.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return re.findall(r'\bexercise\("([\w-]+)"\)', "".join("".join(c["source"]) for c in cells))


def objectives(chapter: str) -> list[str]:
    """Return what a chapter is meant to help its readers to do."""
    text = (ROOT / "book" / f"{chapter}.md").read_text(encoding="utf-8")
    opening = text.split("meant to help you to\n\n")[1].split("\n\n")[0]
    return [line.removeprefix("- ").rstrip(";.") for line in opening.splitlines()]


@pytest.mark.parametrize("path", GUIDE, ids=lambda path: path.stem)
def test_an_exercise_is_named_by_its_title_and_linked_to_its_place(path: Path) -> None:
    for title, notebook, place in LINK.findall(path.read_text(encoding="utf-8")):
        assert title in TITLES, f"No exercise is called '{title}': look in words/en/exercises.yml."
        id = TITLES[title]
        assert id in shown(notebook), f"'{title}' is not on the page {notebook}."
        begins = shown(notebook)[0] == id  # a page's top says what is to be known before it
        assert place == ("" if begins else ANCHOR.format(id)), f"'{title}' is further down."


def test_a_session_has_the_objectives_of_its_chapter() -> None:
    for text in PLANS:
        name = text.split("[The chapter](../")[1].split(".md)")[0]
        rows = re.findall(r"^\| (.+?) \|", text.split("| Objective |")[1], flags=re.MULTILINE)
        assert rows == objectives(name), f"Not the objectives of {name}."


def test_the_minutes_of_a_session_are_ninety_without_a_gap() -> None:
    assert PLANS != [], "Otherwise this would compare nothing."
    for text in PLANS:
        spans = [(int(a), int(b)) for a, b in re.findall(r"^\| (\d+) to (\d+) \|", text, re.M)]
        assert [spans[0][0], *(b for _, b in spans)] == [*(a for a, _ in spans), 90], text[:40]


def test_the_situations_of_a_session_are_those_of_its_exercise() -> None:
    [table] = re.findall(r"^\| Situation \|.*?\n\n", SESSIONS, flags=re.MULTILINE | re.DOTALL)
    named = re.findall(r"^\| (?!Situation|---)(.+?) \|", table, flags=re.MULTILINE)
    exercise = (ROOT / "exercises/what-now.yml").read_text(encoding="utf-8")
    items = read_yaml(exercise, "what-now.yml")[0]["items"]
    files = [ROOT / "data/decisions/en" / f"{item}.yml" for item in items]
    titles = [read_yaml(f.read_text(encoding="utf-8"), f.name)[0]["title"] for f in files]
    assert sorted(named) == sorted(titles)


def test_what_a_class_discusses_are_the_questions_of_the_plans() -> None:
    path = ROOT / "data/words/en/discussion.yml"
    words = read_yaml(path.read_text(encoding="utf-8"), path.name)[0]
    asked = {
        f"book/{text.split('[The chapter](../')[1].split('.md)')[0]}": re.findall(
            r"^\d+\. \*(.+?)\*$", text, flags=re.MULTILINE
        )
        for text in PLANS
    }
    assert words == asked and all(asked.values())


def test_an_address_with_class_is_that_of_a_practice_page_there_is() -> None:
    found = [
        address
        for path in GUIDE
        for address in re.findall(
            r"`notebooks/([\w-]+)\.html\?class(?:=([\w-]+))?`", path.read_text("utf-8")
        )
    ]
    assert len(found) >= 2 and all(shown(page) for page, _ in found)
    assert [id for page, id in found if id and id not in shown(page)] == []
    sheets = (ROOT / "book/instructors/sheets.md").read_text(encoding="utf-8")
    [named] = re.findall(r"`\?class=([\w-]+)`", sheets)
    assert named in shown(re.findall(r"`notebooks/([\w-]+)\.html", sheets)[0])


def test_sheets_are_printed_as_the_guide_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    sheets = (ROOT / "book/instructors/sheets.md").read_text(encoding="utf-8")
    typed = re.findall(r"^\.venv/bin/whosegroup (print .+)$", sheets, flags=re.MULTILINE)
    assert len(typed) == 2
    for command in typed:
        done = CliRunner().invoke(main, shlex.split(command), catch_exceptions=False)
        assert done.exit_code == 0, done.output
    one = (tmp_path / "sheet.html").read_text(encoding="utf-8")
    assert one.index('class="sheet"') < one.index('class="key"')
    made = {path.stem for path in (tmp_path / "sheets").glob("*.html")}
    forms = {f"{test}-{form}" for test in ("first-sort", "last-sort") for form in "ab"}
    forms.add("last-sort-retest")
    usual = set(exercise_names((ROOT,))) - {"first-sort", "last-sort"}
    assert made == usual | forms | {f"{form}-key" for form in forms}


@pytest.mark.parametrize(
    ("label", "chapter", "heading"),
    [
        ("limitations-with-gaps", "what-a-boundary-costs", "## The five limitations"),
        ("sentences-with-gaps", "authority-obligation-humility", "## Oka's words about Asia"),
    ],
)
def test_a_hand_out_has_a_gap_for_each_small_word_and_the_chapter_has_the_word(
    label: str, chapter: str, heading: str
) -> None:
    pages = [path.read_text("utf-8") for path in GUIDE if path.stem == "handouts"]
    [sheet] = [page.split(f"({label})=")[1].split("\n(")[0] for page in pages]
    asked, answers = sheet.split(":::{dropdown}")
    words = re.findall(r"\*(.+?)\*", answers)
    assert asked.count("________") == len(words) > 0
    told = (ROOT / f"book/{chapter}.md").read_text("utf-8").split(heading)[1].split("\n## ")[0]
    small = re.findall(r'\*([^*]+)\*|"([^"]+)"', told.replace("**", ""))
    known = {word.lower() for pair in small for word in pair}
    assert [word for word in words if not any(word.lower() in one for one in known)] == []


def test_a_report_that_a_plan_asks_for_is_on_an_exercise_of_the_plan() -> None:
    asked = [(text, id) for text in PLANS for id in re.findall(r"--exercise ([\w-]+)", text)]
    assert len(asked) >= 4
    for text, id in asked:
        assert id in {TITLES[title] for title, *_ in LINK.findall(text)}, text[:40]


def test_the_scenes_of_each_limitation_are_those_of_the_worksheet() -> None:
    [table] = re.findall(r"^\| Limitation \|.*?\n\n", SESSIONS, flags=re.MULTILINE | re.DOTALL)
    text = (ROOT / "exercises/five-limits.yml").read_text(encoding="utf-8")
    exercise = read_yaml(text, "five-limits.yml")[0]
    words = read_yaml((ROOT / "data/words/en/matches.yml").read_text("utf-8"), "matches.yml")[0]
    bins = words["five-limits"]["bins"]
    handed = (ROOT / "book/instructors/handouts.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (?!Limitation|---)(.+?) \| (.+?) \| (.+?) \|$", table, flags=re.M)
    assert [name for name, *_ in rows] == [bins[bin]["label"] for bin in exercise["bins"]]
    for bin, (name, small, scenes) in zip(exercise["bins"], rows, strict=True):
        own = [n for n, item in enumerate(exercise["items"], 1) if item["bin"] == bin]
        assert scenes == ", ".join(map(str, own)), name
        number = exercise["bins"].index(bin) + 1
        assert f"{number}. **{name}.**" in handed, "One name for each, on the hand-out as well."
        answers = handed.split("(limitations-with")[1].split(":::{dropdown} For you\n")[1]
        [told] = re.findall(rf"(?:^|\. ){number}: (.+?)\.", answers.split("\n")[0])
        assert set(re.findall(r"\*(.+?)\*", told)) == set(re.findall(r"\*(.+?)\*", small)), name


def test_a_plan_says_before_a_case_is_shown_to_a_class_what_it_speaks_of() -> None:
    for text in PLANS:
        for shown in re.findall(r"\{in-class\}`([\w/-]+)`", text):
            name, _, case = shown.partition("/")
            path = ROOT / "exercises" / f"{name}.yml"
            cases = read_yaml(path.read_text(encoding="utf-8"), path.name)[0].get("vignettes", [])
            for id in cases[cases.index(case) if case else 0 :]:
                front = (ROOT / f"data/vignettes/en/{id}.md").read_text(encoding="utf-8")
                for spoken in re.findall(r"^note: This case (speaks of .+)\.$", front, re.M):
                    assert spoken in text, f"{text[:40]}: {id} {spoken}."
