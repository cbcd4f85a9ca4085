"""The rules for chapters and notebooks, over the real files."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from pybtex.database import parse_file

from whosegroup.bank.loading import load_bank
from whosegroup.bank.yaml_files import read_yaml

ROOT = Path(__file__).parents[2]
TOC = read_yaml((ROOT / "_toc.yml").read_text(encoding="utf-8"), "_toc.yml")[0]
CITED = re.compile(r"\{cite(?::\w+)?\}`([^`]+)`")


def listed(entry: Any) -> list[str]:
    """Return all files of the table of contents, in its order."""
    if isinstance(entry, list):
        return [file for part in entry for file in listed(part)]
    own = [entry[name] for name in ("root", "file") if name in entry]
    inner = [entry[name] for name in ("parts", "chapters", "sections") if name in entry]
    return own + listed(inner)


def path_of(file: str) -> Path:
    """Return the chapter or notebook that the table of contents names."""
    found = [path for ext in (".md", ".ipynb") if (path := ROOT / f"{file}{ext}").exists()]
    assert len(found) == 1, f"_toc.yml names {file}: {len(found)} such files are there."
    return found[0]


def cells(path: Path) -> list[dict[str, Any]]:
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


# How long a box of mixed practice waits, as its page says it.
DAYS = {1: "a day", 2: "two days", 3: "three", 7: "a week", 14: "two weeks", 21: "three weeks"}


def test_mixed_practice_says_how_long_its_boxes_wait() -> None:
    text = (ROOT / "data" / "course.yml").read_text(encoding="utf-8")
    boxes = read_yaml(text, "course.yml")[0]["practice"]["box_days"]
    said = ", then ".join(DAYS.get(days, f"{days} days") for days in boxes[1:])
    where = "notebooks/mixed-practice.ipynb says otherwise than box_days in data/course.yml"
    assert said in prose(ROOT / "notebooks" / "mixed-practice.ipynb"), f"{where}: {said!r}."


def prose(path: Path) -> str:
    """Return what an author wrote in a chapter, or in a notebook between its code."""
    if path.suffix == ".md":
        return path.read_text(encoding="utf-8")
    texts = ["".join(cell["source"]) for cell in cells(path) if cell["cell_type"] == "markdown"]
    return "\n\n".join(texts)


PAGES = listed(TOC)
NOTEBOOKS = sorted(ROOT.glob("notebooks/*.ipynb"))
[CHAPTERS] = [part["chapters"] for part in TOC["parts"] if part["caption"] == "Chapters"]
every_page = pytest.mark.parametrize("page", PAGES)
every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def references() -> set[str]:
    text = (ROOT / "book" / "references.bib").read_text(encoding="utf-8")
    return set(re.findall(r"^@\w+\{([^,\s]+),", text, flags=re.MULTILINE))


def test_a_source_s_grade_is_the_one_that_its_note_tells() -> None:
    """Readers see the grade beside a citation, and the note in the list of sources."""
    entries = parse_file(str(ROOT / "book" / "references.bib")).entries.values()
    told = {
        "weak": r"\bWeak source",
        "secondary": r"\bSecondary sources?\b|Known from a secondary source",
    }
    for entry in entries:
        note = entry.fields["note"]
        found = [grade for grade, words in told.items() if re.search(words, note)]
        assert entry.fields.get("grade") == (found[0] if found else None), entry.key


def test_no_source_has_a_straight_apostrophe() -> None:
    """What is cited is not set by the rule for prose, so it is typed as it is shown."""
    text = (ROOT / "book" / "references.bib").read_text(encoding="utf-8")
    assert re.findall(r".*\w'\w.*", text) == []


def test_a_source_without_an_author_has_a_short_name() -> None:
    entries = parse_file(str(ROOT / "book" / "references.bib")).entries.values()
    named = {entry.key: entry.fields.get("key", "") for entry in entries if not entry.persons}
    assert [key for key, name in named.items() if not 3 < len(name) <= 36] == []


@every_page
def test_a_page_holds_no_dollar_sign(page: str) -> None:
    """A pair of them would be taken for mathematics wherever dollarmath is on."""
    lines = [line for line in prose(path_of(page)).splitlines() if "$" in line]
    assert lines == []


@every_page
def test_a_page_holds_no_raw_html(page: str) -> None:
    text = re.sub(r"`[^`\n]*`", "", prose(path_of(page)))
    assert re.findall(r"<(?!https?://|mailto:)[a-zA-Z/!][^>\n]*>?", text) == []
    assert "{raw}" not in prose(path_of(page))


@every_page
def test_a_page_cites_only_what_is_in_the_references(page: str) -> None:
    cited = {key.strip() for keys in CITED.findall(prose(path_of(page))) for key in keys.split(",")}
    assert cited - references() == set(), "Add these to book/references.bib."


ELSEWHERE = re.compile(r"sent anywhere|browser alone", re.IGNORECASE)
STARTED = ROOT / "src" / "whosegroup" / "authoring" / "starter" / "book"


def test_no_page_for_readers_says_of_a_package_that_nothing_leaves_the_browser() -> None:
    """On a learning platform all answers go to it; what exercises say knows where they are."""
    texts = [prose(path_of(page)) for page in PAGES if "/instructors/" not in page]
    texts += [path.read_text(encoding="utf-8") for path in STARTED.glob("*.md")]
    said = [line for text in texts for line in text.splitlines() if ELSEWHERE.search(line)]
    assert said, "Otherwise this would look at nothing."
    assert [line for line in said if "learning platform" not in line] == []


def test_each_word_about_the_browser_has_another_on_a_learning_platform() -> None:
    """Those of live notebooks and of a storage that fails are never said in a package."""
    words = load_bank(ROOT, only=()).words
    for topic in ("sorter", "course"):
        said = {name for name, text in words[topic].items() if ELSEWHERE.search(str(text))}
        assert said - {"kept_kernel"} <= words["platform"][topic].keys()
        assert not any(ELSEWHERE.search(text) for text in words["platform"][topic].values())


def test_chapters_do_cite() -> None:
    """Otherwise the test above would compare nothing."""
    assert all(CITED.search(prose(path_of(chapter["file"]))) for chapter in CHAPTERS)


every_chapter = pytest.mark.parametrize("chapter", [chapter["file"] for chapter in CHAPTERS])


# The papers that readers judge at the end of the course are no part of a chapter's teaching.
DOSSIER = "Papers about an unknown group"


def counted(text: str) -> int:
    """Return how many words a chapter has, what is folded too.

    Labels, targets of links, citations and directives are none; cases are not counted.
    """
    text = re.sub(r"^%.*$|^\([\w-]+\)=$", "", text, flags=re.MULTILINE)
    text = re.sub(rf"^## {DOSSIER}$.*?(?=^## )", "", text, flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"^:::.*$|^>.*$", "", text, flags=re.MULTILINE)
    text = re.sub(r"\{cite:\w\}`[^`]*`|\]\([^)\s]*\)", "", text)
    text = re.sub(r"\{ref\}`([^`<]*)<[^`]*`", r"\1", text)
    return len(re.findall(r"[\w'-]+", text))


def test_what_is_folded_is_counted_and_a_case_is_not() -> None:
    fold = ":::{dropdown} Our answer\nTwo words.\n:::\n"
    case = "```{try} a-case\n```\n\n> Five words of a case\n"
    assert counted(f"# One word\n\n{fold}\n{case}") == 4


@every_chapter
def test_a_chapter_has_700_to_1100_words(chapter: str) -> None:
    words = counted(prose(path_of(chapter)))
    assert 700 <= words <= 1100, f"{words} words, headings, tables and folds counted."


@every_chapter
def test_a_chapter_opens_with_what_it_is_for_and_ends_with_practice(chapter: str) -> None:
    text = prose(path_of(chapter))
    name = Path(chapter).name
    assert "meant to help you to\n\n- " in text[:400]
    practice = f"Now try it: [the practice page](../notebooks/{name}.ipynb)"
    second = r"(, and \[[\w ]+\]\(\.\./notebooks/[\w-]+\.ipynb\))?"
    assert re.search(re.escape(practice) + second + r"\.\n\n```\{claims\}\n```\s*$", text)


@every_chapter
def test_a_chapter_tells_a_misconception_and_an_example(chapter: str) -> None:
    text = prose(path_of(chapter))
    assert re.search(r"mistake[^\n]*: \*\*[\"“]", text), 'No `A common mistake: **"..."**`.'
    assert re.search(r"^##? .*example", text, flags=re.MULTILINE | re.IGNORECASE), "No example."


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter["file"])
def test_each_chapter_has_its_notebook_and_leads_to_all_that_follow_it(
    chapter: dict[str, Any],
) -> None:
    notebook = f"notebooks/{Path(chapter['file']).name}"
    sections = [section["file"] for section in chapter.get("sections", [])]
    assert sections[0] == notebook
    for section in sections:
        assert path_of(section).suffix == ".ipynb"
        assert f"(../{section}.ipynb)" in prose(path_of(chapter["file"]))


def test_no_page_is_left_out_of_the_book() -> None:
    written = [*ROOT.glob("book/**/*.md"), *NOTEBOOKS]
    there = {path.relative_to(ROOT).with_suffix("").as_posix() for path in written}
    assert there == set(PAGES)


@every_notebook
def test_a_sorter_s_output_is_stripped(path: Path) -> None:
    """It would hold the whole script, and somebody's answers; nbval is told not to compare it."""
    for cell in cells(path):
        types = {name for output in cell.get("outputs", []) for name in output.get("data", {})}
        assert "application/vnd.jupyter.widget-view+json" not in types, cell["id"]
        if "exercise(" in "".join(cell["source"]) and cell["cell_type"] == "code":
            assert cell["outputs"] == [], f"Strip the output of the cell '{cell['id']}'."
            assert "nbval-ignore-output" in cell["metadata"].get("tags", []), cell["id"]


@every_notebook
def test_an_output_is_kept_only_where_it_is_compared(path: Path) -> None:
    kept = [cell for cell in cells(path) if cell.get("outputs")]
    untold = [c["id"] for c in kept if "keep_output" not in c["metadata"].get("tags", [])]
    assert untold == [], "Strip these outputs, or tag the cells `keep_output`."


@every_notebook
def test_a_notebook_is_a_few_lines_a_cell_for_people_who_do_not_program(path: Path) -> None:
    for cell in (cell for cell in cells(path) if cell["cell_type"] == "code"):
        source = "".join(cell["source"])
        assert len(source.splitlines()) <= 8, cell["id"]
        assert not re.search(r"^\s*(def|class|!|%)", source, flags=re.MULTILINE), cell["id"]
        imported = set(re.findall(r"^(?:from|import) (\w+)", source, flags=re.MULTILINE))
        assert imported <= {"whosegroup", "pandas", "matplotlib"}, cell["id"]


@every_notebook
def test_a_notebook_says_how_to_begin_where_it_runs_live_and_only_there(path: Path) -> None:
    """Reopened, it shows ipywidgets' "model not found" in the place of each exercise."""
    begun = next(n for n, c in enumerate(cells(path)) if c["cell_type"] == "code")
    if not any("import exercise\n" in "".join(cell["source"]) for cell in cells(path)):
        return
    told = cells(path)[begun - 1]
    template = json.loads(
        (ROOT / "src" / "whosegroup" / "authoring" / "templates" / "notebook.ipynb").read_text()
    )["cells"]
    assert told == next(cell for cell in template if cell["id"] == "run")
    assert "Run All Cells" in "".join(told["source"])
    assert told["metadata"]["tags"] == ["remove-cell"], (
        "On the book's page there is nothing to run."
    )


@every_notebook
def test_a_cell_s_id_is_a_word(path: Path) -> None:
    ids = [cell["id"] for cell in cells(path)]
    assert [id for id in ids if not re.fullmatch(r"[a-z]+(-[a-z]+)*", id)] == []
    assert len(ids) == len(set(ids))


@every_notebook
def test_a_cell_whose_output_is_to_be_compared_has_one(path: Path) -> None:
    """Without any, nbval compares nothing and passes."""
    told = [cell for cell in cells(path) if "keep_output" in cell["metadata"].get("tags", [])]
    assert told != []
    assert [cell["id"] for cell in told if not cell["outputs"]] == [], "Run `make outputs`."


@every_chapter
def test_a_chapter_with_a_case_leads_to_it_and_to_practice_below_its_aims(chapter: str) -> None:
    name = Path(chapter).name
    text = prose(path_of(chapter))
    if "```{try}" not in text:
        return
    opening = text.split("\n## ")[0]
    [label] = re.findall(r"\]\(#(try-[\w-]+)\)", opening)
    assert f"(../notebooks/{name}.ipynb)" in opening
    assert f"\n({label})=\n```{{try}}" in text


def test_the_first_test_comes_before_any_case_that_says_what_the_kinds_are() -> None:
    """A case in prose has both definitions on its buttons."""
    [first, *_] = [chapter["file"] for chapter in CHAPTERS]
    opening = prose(path_of(first)).split("\n## ")[0]
    assert 0 < opening.index("../notebooks/") < opening.index("](#try-")
    # On the first page it is folded, below the test, for whoever only looks.
    root = prose(path_of(TOC["root"]))
    assert root.index("{exercise}") < root.index(":::{dropdown}") < root.index("{try}")
