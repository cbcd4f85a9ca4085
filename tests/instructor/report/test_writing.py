from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from bs4 import BeautifulSoup, Tag

from toy_findings import PLACED, SORTED, findings_of, load
from whosegroup.bank.model import Bank
from whosegroup.exercises.feedback import deciding
from whosegroup.instructor.findings.model import (
    ITEM_COLUMNS,
    PORTRAIT_COLUMNS,
    POWER_COLUMNS,
    READER_COLUMNS,
    STUDENT_COLUMNS,
    Findings,
    Share,
)
from whosegroup.instructor.handed_in.model import FileProblem
from whosegroup.instructor.report.all_charts import draw_all
from whosegroup.instructor.report.writing import write_report

MADE = datetime(2026, 4, 13, 9, 30)
HOSTILE = (
    "<script>alert(1)</script>",
    '=HYPERLINK("http://example.org","x")',
    "a\nb",
    "\"><img src=x onerror='alert(1)'>",
    "{{ 7 * 7 }}",
    "\u202eexe.gpj",
    "%s {count}",
    "lone \ud800 surrogate",
)
REPORT = Path(__file__).parents[3] / "src" / "whosegroup" / "instructor" / "report"
# What has a word of the report in it.
SPEAKERS = (
    "wording.py",
    "chart_style.py",
    "overview.py",
    "charts.py",
    "charts_of_placing.py",
    "charts_of_change.py",
    "sections.py",
    "monday_section.py",
    "writing.py",
    "report.html.jinja",
)


def report_words() -> dict[str, Any]:
    return load(SORTED[0]).bank.words["report"]


@cache
def loaded_bank() -> Bank:
    return load(SORTED[0]).bank


def written(
    findings: Findings, out: Path, problems: Sequence[FileProblem] = (), **settings: Any
) -> BeautifulSoup:
    """Return the page that is written."""
    settings = {"files": 60, "made": MADE} | settings
    page = write_report(findings, problems, out, bank=loaded_bank(), **settings)
    return BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that holds the report of a class of twelve, to be read and not written."""
    out = tmp_path_factory.mktemp("report")
    written(findings_of(12), out)
    return out


@pytest.fixture(scope="module")
def made(folder: Path) -> BeautifulSoup:
    return BeautifulSoup((folder / "report.html").read_text(encoding="utf-8"), "html.parser")


def text_of(page: Tag) -> str:
    """Return what a page says, without its style."""
    return " ".join(page.body.get_text(" ").split())


def table(page: BeautifulSoup, caption: str) -> Tag:
    return next(one for one in page.find_all("table") if one.caption.get_text() == caption)


def section(page: BeautifulSoup, id: str) -> Tag:
    return page.find(id=id).find_parent("section")


def leaves(words: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the path of every word; of a list, that of the whole."""
    if isinstance(words, dict):
        for key, value in words.items():
            yield from leaves(value, (*path, key))
    else:
        yield path


# -- the page and the files beside it -------------------------------------------------------------


def test_each_figure_has_its_text_and_is_there_as_png_and_svg(
    made: BeautifulSoup, folder: Path
) -> None:
    names = draw_all(findings_of(12)).keys()
    figures = made.find_all("figure")
    assert len(figures) == len(names)
    for figure in figures:
        assert figure.img["alt"].strip() and figure.img["alt"] != figure.figcaption.get_text()
        assert figure.img["src"].startswith("data:image/svg+xml;base64,")
        assert figure.find_next_sibling("details").table
    for name in names:
        assert (folder / f"{name}.png").read_bytes().startswith(b"\x89PNG")
        assert b"<svg" in (folder / f"{name}.svg").read_bytes()


def test_the_page_asks_for_nothing_from_outside_and_runs_nothing(made: BeautifulSoup) -> None:
    assert made.find_all(["script", "iframe", "object", "embed", "form", "base"]) == []
    leads = [one[a] for a in ("src", "href") for one in made.find_all(attrs={a: True})]
    assert leads and [one for one in leads if not one.startswith(("data:", "#"))] == []
    assert not any(name.startswith("on") for tag in made.find_all() for name in tag.attrs)
    style = made.style.get_text()
    assert "url(" not in style and "@import" not in style
    policy = made.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    assert policy == "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
    assert "http" not in re.sub(r"base64,[\w+/=]+|http-equiv", "", str(made))


def test_links_lead_to_places_on_the_page_that_are_there_once(made: BeautifulSoup) -> None:
    ids = [one["id"] for one in made.find_all(id=True)]
    assert len(ids) == len(set(ids))
    links = [a["href"][1:] for a in made.find_all("a")]
    assert links and set(links) <= set(ids)
    assert {
        one["aria-labelledby"] for one in made.find_all(attrs={"aria-labelledby": True})
    } <= set(ids)


def test_headings_stand_in_order_below_one_title(made: BeautifulSoup) -> None:
    levels = [int(one.name[1]) for one in made.find_all(re.compile("^h[1-6]$"))]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert made.html["lang"] == "en"


def test_each_table_names_its_columns_and_rows(made: BeautifulSoup) -> None:
    for one in made.find_all("table"):
        assert all(th.get("scope") == "col" and th.get_text(strip=True) for th in one.thead("th"))
        for row in one.tbody("tr"):
            assert row.find(True)["scope"] == "row"
            assert len(row(["th", "td"])) == len(one.thead("th"))


@pytest.mark.usefixtures("undrawn")
def test_the_page_is_the_same_each_time(tmp_path: Path) -> None:
    """That its figures are is a test of theirs."""
    one, other = tmp_path / "one", tmp_path / "other"
    for out in (one, other):
        written(findings_of(12), out)
    assert {path.name for path in one.iterdir()} == {path.name for path in other.iterdir()}
    for path in one.iterdir():
        assert path.read_bytes() == (other / path.name).read_bytes(), path.name


def test_the_overview_stands_before_all_else(made: BeautifulSoup) -> None:
    first, second, *_ = made.find_all("h2")
    assert (first["id"], second["id"]) == ("overview", "monday")
    assert first.get_text() == report_words()["charts"]["overview"]["title"]
    assert len(section(made, "overview").find_all("img")) == 1
    assert made.find("a", href="#overview")


@pytest.mark.usefixtures("undrawn")
def test_a_class_that_sorted_nothing_has_no_overview(tmp_path: Path) -> None:
    page = written(findings_of(12, PLACED), tmp_path)
    assert page.h2["id"] == "monday"
    assert not page.find("a", href="#overview")
    assert not (tmp_path / "overview.png").exists()


# -- numbers --------------------------------------------------------------------------------------


def numbers_in(row: Tag) -> list[float]:
    return [float(one["value"]) for one in row("data")]


def test_the_numbers_of_cases_on_the_page_are_those_of_the_file(
    made: BeautifulSoup, folder: Path
) -> None:
    items = pd.read_csv(folder / "items.csv")
    items["wrong_reason"] = findings_of(12).items["wrong_reason"]  # is on the page alone
    names = [name for name in report_words()["items"]["heads"] if name in items]
    for exercise in load(SORTED[0]), load(SORTED[1]), load("which-question"), load("asking"):
        tables = section(made, f"in-{exercise.id}").find_all("table")
        rows = next(t for t in tables if t.caption.get_text() == "Case by case").tbody("tr")
        expected = items[items["exercise"] == exercise.id]
        assert [row["data-about"] for row in rows] == list(expected["vignette"])
        for row, (_, case) in zip(rows, expected.iterrows(), strict=True):
            known = case[names].dropna()
            assert numbers_in(row) == [v for v in known if not isinstance(v, str)]


def test_the_numbers_of_readers_on_the_page_are_those_of_the_file(
    made: BeautifulSoup, folder: Path
) -> None:
    readers = pd.read_csv(folder / "readers.csv")
    rows = table(made, report_words()["readers"]["caption"]).tbody("tr")
    assert len(rows) == len(readers)
    for row, (_, reader) in zip(rows, readers.iterrows(), strict=True):
        assert row.th.get_text(strip=True) == reader["reader"]
        assert numbers_in(row) == list(reader.drop(["reader", "exercise"]).dropna())


@pytest.mark.usefixtures("undrawn")
def test_the_file_of_each_reader_is_on_the_page_and_in_the_table(tmp_path: Path) -> None:
    findings = findings_of(3, SORTED[0])
    names = ["1.json", "Ito Ken/2.json | 2.json", HOSTILE[0]]
    people = findings.people.assign(files=names)
    page = written(replace(findings, people=people), tmp_path)
    rows = table(page, report_words()["readers"]["caption"]).tbody("tr")
    assert [row("td")[-1].get_text(strip=True) for row in rows] == names
    assert list(pd.read_csv(tmp_path / "readers.csv")["files"]) == names


def test_a_number_is_shown_as_it_is_rounded(made: BeautifulSoup) -> None:
    for one in made.find_all("data"):
        value, shown = float(one["value"]), one.get_text().replace("\N{MINUS SIGN}", "-")
        possible = {f"{value:.2f}", f"{100 * value:.0f}", f"{value:.0f}"}
        assert shown in possible


def test_the_files_hold_the_columns_that_others_rely_on(folder: Path) -> None:
    assert tuple(pd.read_csv(folder / "items.csv")) == ITEM_COLUMNS
    assert tuple(pd.read_csv(folder / "readers.csv")) == READER_COLUMNS
    assert tuple(pd.read_csv(folder / "students.csv")) == STUDENT_COLUMNS
    assert tuple(pd.read_csv(folder / "powers.csv")) == POWER_COLUMNS
    assert tuple(pd.read_csv(folder / "label-and-use.csv")) == PORTRAIT_COLUMNS
    assert (folder / "problems.csv").read_text(encoding="utf-8-sig") == "file,used,what,remedy\n"


def test_the_first_sentences_of_an_exercise_state_the_finding_with_its_interval(
    made: BeautifulSoup,
) -> None:
    lead = section(made, "in-two-kinds").p.get_text()
    answers = 12 * len(load("two-kinds").vignettes)
    assert lead.startswith(f"12 readers gave {answers} first answers.")
    assert "48 answers to support groups, 50 per cent (40 to 60) called them self-help" in lead
    assert "48 answers to self-help groups, 25 per cent (15 to 35) called them support" in lead
    assert "leans to" in lead


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize(
    ("ends", "lean"),
    [((0.1, 0.4), "self-help"), ((-0.4, -0.1), "support"), ((-0.1, 0.4), "neither")],
)
def test_a_lean_is_claimed_only_where_the_interval_leaves_no_doubt(
    tmp_path: Path, ends: tuple[float, float], lean: str
) -> None:
    findings = findings_of(12, SORTED[0])
    [found] = findings.exercises
    bias = replace(found.sorting.bias_c, low=ends[0], high=ends[1])
    sorting = replace(found.sorting, bias_c=bias)
    page = written(replace(findings, exercises=[replace(found, sorting=sorting)]), tmp_path)
    said = {name for name, text in report_words()["class"]["lean"].items() if text in text_of(page)}
    assert said == {lean}


def test_cases_kept_for_a_second_test_are_said_to_be(tmp_path: Path) -> None:
    findings = findings_of(12, SORTED[0])
    assert findings.monday
    kept, said = replace(findings.monday, kept=True), report_words()["monday"]["kept"]
    page = written(replace(findings, monday=kept), tmp_path)
    assert said in section(page, "monday").get_text()
    assert said not in text_of(written(findings, tmp_path))


# -- what to do on Monday -------------------------------------------------------------------------


def test_cases_to_discuss_are_named_with_what_misled_and_their_text(made: BeautifulSoup) -> None:
    first, second, third = section(made, "monday").ol("li", recursive=False)
    case, text = load(SORTED[0]).vignettes[1], first.p.get_text()
    assert case.front.title in text
    assert "3 of 12 readers (22 per cent)" in text
    assert "a hospital room" in text
    for one, reason in ((first, "misled"), (second, "sure"), (third, "hard")):
        said = report_words()["monday"]["why"]
        begins = {name: said[name].partition("{")[0] for name in said}
        assert begins[reason] in one.p.get_text()
    settles = deciding(case, loaded_bank())
    assert [mark.get_text() for mark in first("mark")] == [p.text for p in settles]
    name = loaded_bank().words["criteria"][settles[0].criterion]["name"]
    assert name in first.details.get_text()


def test_the_criterion_to_teach_again_comes_with_its_question(made: BeautifulSoup) -> None:
    text = text_of(section(made, "monday").find_parent("html"))
    words = loaded_bank().words["criteria"]["ownership"]
    assert words["asks"] in text and words["meaning"] in text
    assert "42 per cent (32 to 52) of first answers did not fit" in text


def test_cases_to_mend_say_by_what_interval(made: BeautifulSoup) -> None:
    [item] = section(made, "monday").find_all("ul", class_="plain")[-1]("li")
    assert load(SORTED[0]).vignettes[0].front.title in item.get_text()
    minus = "\N{MINUS SIGN}"
    assert item.get_text().endswith(f"Discrimination: {minus}0.20 ({minus}0.30 to {minus}0.10).")


def test_the_label_the_use_and_the_powers_stand_apart(made: BeautifulSoup) -> None:
    label, use, power = made.find(class_="mistakes")("dd", recursive=False)
    assert "48 answers to support groups, 50 per cent (40 to 60) called them self-help" in (
        label.get_text()
    )
    assert "12 answers in situations to act in, 25 per cent (15 to 35)" in use.get_text()
    assert power.get_text().strip().startswith("Who says what the money is for. ")
    shown = table(made, report_words()["mistakes"]["caption"])
    assert [row.th.get_text().strip() for row in shown.tbody("tr")] == [
        "Who says what the money is for",
        "Who chooses the leader",
    ]


@pytest.mark.usefixtures("undrawn")
def test_what_was_not_asked_is_not_said_of_the_two_mistakes(tmp_path: Path) -> None:
    findings = findings_of(12, SORTED[0])
    assert findings.mistakes
    nothing = Share(0, 0, None, None, None)
    mistakes = replace(findings.mistakes, use=nothing, powers=findings.mistakes.powers.iloc[:0])
    page = written(replace(findings, mistakes=mistakes), tmp_path)
    assert len(page.find(class_="mistakes")("dd", recursive=False)) == 1


def test_nobody_gets_a_page_that_says_what_to_do(tmp_path: Path) -> None:
    page = written(findings_of(0), tmp_path, files=0)
    words = report_words()["nobody"]
    assert page.find(id="nobody").get_text() == words["title"]
    assert all(step in text_of(page) for step in words["steps"])
    assert page.find_all("img") == []
    assert {path.name for path in tmp_path.iterdir()} == {
        "report.html",
        "items.csv",
        "students.csv",
        "readers.csv",
        "powers.csv",
        "label-and-use.csv",
        "problems.csv",
    }


@pytest.fixture(params=[1, 9])
def small(
    request: pytest.FixtureRequest, tmp_path: Path, undrawn: None
) -> tuple[int, BeautifulSoup]:
    """Return how many readers a small class has, and its page."""
    return request.param, written(findings_of(request.param), tmp_path)


def test_a_small_class_is_told_how_little_it_says(small: tuple[int, BeautifulSoup]) -> None:
    readers, page = small
    check_what_is_said_of_size(page, "one" if readers == 1 else "many")


@pytest.mark.parametrize(("readers", "said"), [(2, "many"), (10, None)])
def test_classes_of_two_and_of_ten_are_told_what_they_say(
    tmp_path: Path, readers: int, said: str | None
) -> None:
    check_what_is_said_of_size(written(findings_of(readers, SORTED[0]), tmp_path), said)


def check_what_is_said_of_size(page: BeautifulSoup, said: str | None) -> None:
    few = {name: text.format(few=10) for name, text in report_words()["few"].items()}
    assert {name for name, text in few.items() if text in text_of(page)} == ({said} - {None})
    assert "nan" not in text_of(page) and "None" not in text_of(page)


def test_a_small_class_says_nothing_about_change(small: tuple[int, BeautifulSoup]) -> None:
    _, page = small
    said = text_of(section(page, "changes").find("section").find_parent("html"))
    assert "says nothing about change" in said
    assert "per cent before" not in said


def test_a_class_of_ten_says_what_changed(made: BeautifulSoup) -> None:
    said = " ".join(section(made, "changes").get_text().split())
    assert "50 per cent before, 75 per cent after, a change of 25 points (10 to 40)" in said
    assert "\N{MINUS SIGN}25 points (\N{MINUS SIGN}40 to \N{MINUS SIGN}10)" in said


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("exercise", [SORTED[0], PLACED, "which-question", "asking"])
def test_one_exercise_is_enough(tmp_path: Path, exercise: str) -> None:
    page = written(findings_of(12, exercise), tmp_path)
    assert page.find(id=f"in-{exercise}").get_text() == load(exercise).title
    words = report_words()
    text = text_of(page)
    assert (words["placed"]["none"] in text) == (exercise != PLACED)
    assert (words["class"]["none"] in text) == (exercise == PLACED)
    assert words["changes"]["none"] in text
    assert (words["monday"]["discuss_none"] in text) == (exercise != SORTED[0])


@pytest.mark.usefixtures("undrawn")
def test_an_exercise_that_nobody_answered_is_left_out(tmp_path: Path) -> None:
    findings = findings_of(12, *SORTED)
    first, second = findings.exercises
    page = written(replace(findings, exercises=[first, replace(second, readers=0)]), tmp_path)
    assert page.find(id="in-two-kinds") and not page.find(id="in-last-sort.unaided")


def test_a_student_has_a_row_and_an_empty_column_is_left_out(made: BeautifulSoup) -> None:
    words = report_words()["students"]
    shown = table(made, words["caption"])
    heads = [head.get_text().strip() for head in shown.thead("th")]
    assert heads == [
        text for name, text in words["heads"].items() if name not in ("name", "use_rate")
    ]
    assert [row.th.get_text().strip() for row in shown.tbody("tr")][:2] == ["R-1", "R-2"]


def test_very_many_readers_are_left_to_the_file(tmp_path: Path) -> None:
    page = written(findings_of(601, SORTED[0]), tmp_path)
    for file in ("students.csv", "readers.csv"):
        assert report_words()["readers"]["many"].format(rows=601, file=file) in text_of(page)
    assert len(pd.read_csv(tmp_path / "readers.csv")) == 601


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("simulated", [True, False])
def test_simulated_data_say_so(tmp_path: Path, simulated: bool) -> None:
    page = written(findings_of(1, SORTED[0]), tmp_path, simulated=simulated)
    assert bool(page.find(class_="simulated")) == simulated
    assert (report_words()["simulated"]["text"] in text_of(page)) == simulated


# -- what others wrote ----------------------------------------------------------------------------


def test_hostile_text_is_only_ever_text(tmp_path: Path) -> None:
    findings = findings_of(len(HOSTILE), SORTED[0], codes=list(HOSTILE))
    problems = [FileProblem(name, "no", name, name) for name in HOSTILE]
    page = written(findings, tmp_path, problems, title=HOSTILE[0])
    shown = [one.encode("utf-8", "replace").decode() for one in HOSTILE]
    assert page.h1.get_text() == HOSTILE[0]
    assert page.find_all("script") == []
    assert all(img["src"].startswith("data:") for img in page.find_all("img"))
    readers = table(page, report_words()["readers"]["caption"]).tbody("tr")
    assert [row.th.bdi.get_text() for row in readers] == shown
    files = table(page, report_words()["files"]["caption"]).tbody("tr")
    assert [row.th.bdi.get_text() for row in files] == shown
    for name, column in (("readers.csv", "reader"), ("problems.csv", "what")):
        cells = list(pd.read_csv(tmp_path / name)[column])
        assert cells[1] == f"'{HOSTILE[1]}" and cells[2] == "a b"


@pytest.mark.usefixtures("undrawn")
def test_files_with_a_remark_are_counted_once_and_listed(tmp_path: Path) -> None:
    problems = [
        FileProblem("a.json", "partly", "One.", "Mend it."),
        FileProblem("a.json", "partly", "Two.", "Mend it."),
        FileProblem("b.txt", "no", "Three.", "Ask again."),
    ]
    page = written(findings_of(1, SORTED[0]), tmp_path, problems)
    assert "2 files have a remark" in page.header.get_text()
    rows = table(page, report_words()["files"]["caption"]).tbody("tr")
    used = report_words()["files"]["used"]
    assert [row("td")[0].get_text(strip=True) for row in rows] == [
        used["partly"],
        used["partly"],
        used["no"],
    ]
    assert list(pd.read_csv(tmp_path / "problems.csv")["file"]) == ["a.json", "a.json", "b.txt"]


@pytest.mark.usefixtures("undrawn")
def test_links_in_the_folder_are_replaced_and_what_they_lead_to_is_left_alone(
    tmp_path: Path,
) -> None:
    out, theirs = tmp_path / "out", tmp_path / "theirs"
    out.mkdir()
    theirs.write_text("theirs")
    names = ["report.html", "items.csv", "readers.csv", "problems.csv", "two-kinds-confusion.svg"]
    for name in names:
        (out / name).symlink_to(theirs)
    (out / "notes.txt").write_text("mine")
    written(findings_of(1, SORTED[0]), out)
    assert theirs.read_text() == "theirs"
    assert not any((out / name).is_symlink() for name in names)
    assert (out / "notes.txt").read_text() == "mine"
    assert not [path for path in out.iterdir() if path.name.startswith(".")]


# -- words ----------------------------------------------------------------------------------------


def test_each_word_of_the_report_is_used(real_bank: Bank) -> None:
    """A word counts as used where its key is named, or the table in which it is looked up.

    The names of kinds stand in no code.
    """
    code = "".join((REPORT / name).read_text(encoding="utf-8") for name in SPEAKERS)
    named = {*re.findall(r"[\w-]+", code), *real_bank.kinds.scored}
    looked_up = {"why", "reasons", "measures", "used", "heads", "rows"}
    unused = [
        path
        for path in leaves(report_words())
        if path[-1] not in named and not looked_up & set(path)
    ]
    assert unused == []


def test_neither_the_code_nor_the_frame_of_the_page_has_words_of_its_own() -> None:
    frame = (REPORT / "report.html.jinja").read_text(encoding="utf-8")
    frame = re.sub(r"<style>.*?</style>|\{%.*?%\}|\{\{.*?\}\}", "", frame, flags=re.DOTALL)
    assert re.findall(r"[a-z]{2,}", BeautifulSoup(frame, "html.parser").get_text().lower()) == []
