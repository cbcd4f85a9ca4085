"""Exercises as quizzes elsewhere: read back by readers of these formats that are not ours.

`moodle_xml_parser` reads Moodle XML, and `qti2latex` what text2qti writes.
"""

from __future__ import annotations

import csv
import io
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
import qti2latex
from bs4 import BeautifulSoup
from hypothesis import given, strategies
from moodle_xml_parser.models import MultiChoiceQuestion
from moodle_xml_parser.parser import parse_file

import yes_no
from private_bank import IDS, lay_private, note_of
from whosegroup.authoring.exporting.files import Exported, export
from whosegroup.authoring.exporting.moodle import as_moodle
from whosegroup.authoring.exporting.qti import as_qti
from whosegroup.authoring.exporting.questions import (
    Answer,
    ExportError,
    Question,
    Quiz,
    Told,
    cleaned,
    quizzes_of,
)
from whosegroup.bank.content import exercise_names
from whosegroup.bank.roots import Roots
from whosegroup.exercises.feedback import FITS, LOOK_AGAIN, give_feedback
from whosegroup.exercises.loading import UnknownExerciseError, load_exercise
from whosegroup.exercises.model import Exercise
from whosegroup.exercises.payload import aliases_of
from whosegroup.exercises.types import TYPES, type_of

Change = Callable[[str, str, str], None]
ROOT = Path(__file__).parents[2]
TOYS = ROOT / "tests" / "fixtures" / "bank"
WORDS = "data/words/en/exporting.yml"
ODD = "A sign says <b>Beans & `peas`</b> for $20, and it isn\u2019t a joke."


@pytest.fixture
def bank(toy_root: Path) -> Path:
    """Return the toy bank with the words of exporting."""
    shutil.copyfile(ROOT / WORDS, toy_root / WORDS)
    return toy_root


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def written(bank: Path | Roots, out: Path, to: str, *names: str) -> Exported:
    return export(names, to, out, (bank,) if isinstance(bank, Path) else bank)


def shown(html: str) -> str:
    """Return what a reader sees of HTML, in one line."""
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


# ------------------------------------------------------------------ readers that are not ours


def moodle_in(file: Path) -> list[MultiChoiceQuestion]:
    return parse_file(str(file))["multichoice"]


def elements(file: Path, type: str = "multichoice") -> list[Element]:
    return [e for e in ElementTree.parse(file).getroot() if e.get("type") == type]


def text_in(element: Element, path: str) -> str:
    found = element.find(f"{path}/text")
    assert found is not None
    return found.text or ""


def items_in(file: Path) -> list[Element]:
    """Return the items of a quiz in QTI."""
    folder = qti2latex.extract_zip_to_tmp(file)
    roots = [ElementTree.parse(path).getroot() for path in qti2latex.read_qti_dir(folder)]
    shutil.rmtree(folder)
    return [item for root in roots for item in qti2latex.findall_anyns(root, "item")]


def feedback_in(item: Element) -> dict[str, str]:
    """Return what is told to each choice of an item: what its condition shows."""
    told = {
        one.get("ident"): qti2latex.text_of(
            qti2latex.first(qti2latex.findall_anyns(one, "mattext"))
        )
        for one in qti2latex.findall_anyns(item, "itemfeedback")
    }
    found = {}
    for condition in qti2latex.findall_anyns(item, "respcondition"):
        if shows := qti2latex.findall_anyns(condition, "displayfeedback"):
            asked = qti2latex.findall_anyns(condition, "varequal")
            found[qti2latex.text_of(asked[0]) if asked else ""] = told[shows[0].get("linkrefid")]
    return found


# ------------------------------------------------------------------ everything is there

QUIZZED = [
    name for name in exercise_names(ROOT) if type_of(load_exercise(name, ROOT).settings).quizzed
]


def units_of(exercise: Exercise) -> Iterator[dict[str, Any]]:
    for quiz in quizzes_of(exercise):
        yield from ({"id": q.id, "text": " ".join(q.lines), "of": q} for q in quiz.questions)


def test_most_of_the_course_can_be_exported() -> None:
    assert len(QUIZZED) > 10
    assert {load_exercise(name, ROOT).settings.type for name in QUIZZED} == {"sort", "match"}


def own_ids(exercise: Exercise) -> list[str]:
    return exercise.written.cases or [one.id for one in exercise.settings.statements]


def test_every_case_of_the_course_is_in_moodle_xml_with_feedback_for_every_answer(
    out: Path,
) -> None:
    exercises = [load_exercise(name, ROOT) for name in QUIZZED]
    written(ROOT, out, "moodle", *QUIZZED)
    read, raw = moodle_in(out / "moodle.xml"), elements(out / "moodle.xml")
    ids = [f"{exercise.id}/{id}" for exercise in exercises for id in own_ids(exercise)]
    assert [element.findtext("idnumber") for element in raw] == ids
    assert len(read) == len(ids)
    names = [element.findtext("idnumber") for element in elements(out / "moodle.xml", "category")]
    assert len(names) == len(set(names)) >= len(exercises)
    for question in read:
        assert question.single and not question.shuffle_answers
        assert (question.default_grade, question.general_feedback) == (1, "Invented for this book.")
        assert 100 in [option.score_fraction for option in question.options]
        assert all(len(shown(option.feedback or "")) > 60 for option in question.options)


def test_every_case_of_the_course_is_in_qti_with_feedback_for_every_answer(out: Path) -> None:
    written(ROOT, out, "qti", *QUIZZED)
    for name in QUIZZED:
        for quiz in quizzes_of(load_exercise(name, ROOT)):
            items = items_in(out / f"{quiz.id}.zip")
            assert [item.get("title") for item in items] == [q.name for q in quiz.questions]
            for item, question in zip(items, quiz.questions, strict=True):
                assert " ".join(question.lines) in shown(qti2latex.get_item_stem(item))
                choices, told = qti2latex.get_choices(item), feedback_in(item)
                assert [shown(html) for _, html in choices] == [
                    f"{answer.label}: {answer.meaning}" for answer in question.answers
                ]
                for (choice, _), answer in zip(choices, question.answers, strict=True):
                    texts = [line.text for line in (*answer.told, *answer.more)]
                    assert all(text in shown(told[choice]) for text in texts)


def test_every_case_of_the_course_is_in_the_table(out: Path) -> None:
    written(ROOT, out, "csv", *QUIZZED)
    found = rows(out / "cases.csv")
    units = [unit for name in QUIZZED for unit in units_of(load_exercise(name, ROOT))]
    assert [(row["id"], row["text"]) for row in found] == [(u["id"], u["text"]) for u in units]
    for row, unit in zip(found, units, strict=True):
        given = {key: value for key, value in row.items() if key.startswith("feedback_") and value}
        assert list(given) == [f"feedback_{answer.id}" for answer in unit["of"].answers]


def rows(file: Path) -> list[dict[str, str]]:
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


# ------------------------------------------------------------------ what is said, and how


def test_an_answer_is_told_what_a_page_tells_where_no_sentence_is_asked(
    bank: Path, out: Path
) -> None:
    written(bank, out, "moodle", "toy")
    exercise = load_exercise("toy", bank)
    for question, case in zip(moodle_in(out / "moodle.xml"), exercise.vignettes, strict=True):
        for option, kind in zip(question.options, exercise.bank.kinds.scored, strict=True):
            feedback = give_feedback(case, kind, None, exercise.bank, asked=False)
            told = shown(option.feedback)
            for fragment in (*feedback.fragments, *feedback.more):
                assert fragment.text in told
                assert all(f"“{case.passages[n - 1].marked}" in told for n in fragment.lines)
            assert option.score_fraction == (100 if feedback.verdict == FITS else 0)


def test_feedback_reads_as_on_a_page(bank: Path, out: Path) -> None:
    written(bank, out, "moodle", "toy")
    told = moodle_in(out / "moodle.xml")[0].options[0].feedback
    paragraphs = [shown(str(p)) for p in BeautifulSoup(told, "html.parser").find_all("p")]
    assert paragraphs == [
        "Look again: Support group.",
        "Aims: ■ the town",
        "Admission: ○ not shown",
        "Leader: ■ the town",
        "Money: ○ not shown",
        "Going on: ○ not shown",
        "Decides: “Ms Ito, the nurse, settled that beans are grown; Mr Abe and the others learned "
        "it later.” “Mr Abe leads because Ms Ito chose him”",
        "Agrees: “Ms Ito pulls weeds for those who had a bad week.”",
        "Looks telling: They share the work, and sharing is found in both kinds.",
        "More",
        "A hospital room. Why a hospital room does not decide.",
        "Shared stories. Why shared stories do not decide.",
        "Ownership. The agency owns it. What ownership means.",
        "Mandate. The agency chose the leader. What mandate means.",
        "Source: Oka\u2019s toy article",
        "Source: Kurtz\u2019s toy book",
    ]
    link = BeautifulSoup(told, "html.parser").find("a")
    assert link is not None and link["href"] == "https://example.org/kurtz?a=1&b=2"


def test_odd_signs_reach_a_reader_as_they_are(bank: Path, out: Path, change: Change) -> None:
    japanese = "かれらは「集い」の場所を決めた。<br>と言う & “笑う”。"
    change("data/vignettes/en/garden.md", "They tell each other how the winter was", japanese[:-1])
    written(bank, out, "moodle", "toy")
    written(bank, out, "qti", "toy")
    written(bank, out, "csv", "toy")
    element = elements(out / "moodle.xml")[2]
    item = items_in(out / "toy.zip")[2]
    for html in (text_in(element, "questiontext"), qti2latex.get_item_stem(item)):
        assert ODD in shown(html)
        assert japanese[:-1] in shown(html)
        assert BeautifulSoup(html, "html.parser").find(["b", "br", "code", "img"]) is None
    assert rows(out / "cases.csv")[2]["text"].endswith(ODD)


def test_lines_of_a_document_stay_lines(bank: Path, out: Path, change: Change) -> None:
    change("data/vignettes/en/tea.md", "kind: self-help", "kind: self-help\ngenre: leaflet")
    written(bank, out, "moodle", "toy")
    tea, garden = (
        text_in(element, "questiontext") for element in elements(out / "moodle.xml")[1:3]
    )
    case = load_exercise("toy", bank).bank.vignettes["tea"]
    assert tea.count("<br>") == len(case.passages) - 1
    assert "<br>" not in garden
    assert shown(tea).startswith(case.front.note or "-")


def test_questions_have_a_category_tags_and_a_place_in_the_order(bank: Path, out: Path) -> None:
    written(bank, out, "moodle", "toy", "bins")
    file = out / "moodle.xml"
    assert [text_in(c, "category") for c in elements(file, "category")] == [
        load_exercise(name, bank).title for name in ("toy", "bins")
    ]
    assert [text_in(element, "name") for element in elements(file)] == [
        "01. The bean garden",
        "02. Tea at four",
        "03. The bean garden",
        "04. Tea on the ward",
        "01. An apple.",
        "02. The sea.",
        "03. A leaf.",
    ]
    tags = [tag.findtext("text") for tag in elements(file)[0].findall("tags/tag")]
    assert tags == ["toy", "Ownership"]
    assert "certainty" in text_in(elements(file, "category")[0], "info")
    assert "certainty" not in text_in(elements(file, "category")[1], "info")


def test_a_slash_in_a_title_opens_no_category(bank: Path, out: Path, change: Change) -> None:
    change("data/words/en/exercises.yml", "Four toy groups", "Yours/theirs")
    written(bank, out, "moodle", "toy")
    [category] = elements(out / "moodle.xml", "category")
    assert text_in(category, "category") == "Yours//theirs"


def test_what_can_be_defended_counts_where_the_format_lets_it(bank: Path, out: Path) -> None:
    written(bank, out, "moodle", "bins")
    sea = moodle_in(out / "moodle.xml")[1]
    assert [option.score_fraction for option in sea.options] == [0, 100, 100]
    exported = written(bank, out, "qti", "bins")
    item = items_in(out / "bins.zip")[1]
    choices = dict(qti2latex.get_choices(item))
    scored = [
        qti2latex.text_of(qti2latex.findall_anyns(condition, "varequal")[0])
        for condition in qti2latex.findall_anyns(item, "respcondition")
        if qti2latex.findall_anyns(condition, "setvar")
    ]
    assert [shown(choices[id]) for id in scored] == ["Blue: what is blue."]
    assert any("defended, 1." in sentence for sentence in exported.mind)


def test_each_form_of_a_test_is_a_quiz(bank: Path, out: Path) -> None:
    written(bank, out, "moodle", "first-test")
    title = load_exercise("first-test", bank).title
    found = [text_in(category, "category") for category in elements(out / "moodle.xml", "category")]
    assert found == [f"{title}/Form a", f"{title}/Form b"]
    written(bank, out, "qti", "first-test")
    assert sorted(path.name for path in out.glob("*.zip")) == [
        "first-test-a.zip",
        "first-test-b.zip",
    ]
    written(bank, out, "csv", "first-test")
    assert [row["form"] for row in rows(out / "cases.csv")] == ["a", "a", "b", "b"]


def test_no_cell_of_the_table_is_taken_for_a_formula(bank: Path, out: Path, change: Change) -> None:
    change("data/words/en/matches.yml", "An apple.", '"=1+1 apples"')
    written(bank, out, "csv", "bins")
    assert rows(out / "cases.csv")[0]["text"] == "'=1+1 apples"


# ------------------------------------------------------------------ graded exercises


@pytest.fixture
def private(bank: Path) -> Roots:
    return lay_private(bank)


def test_a_graded_exercise_is_exported_with_its_key_and_says_so(private: Roots, out: Path) -> None:
    exported = written(private, out, "moodle", "midterm", "toy")
    assert len(exported.mind) == 1 and "the key of midterm" in exported.mind[0]
    graded, practice = elements(out / "moodle.xml", "category")
    assert "with its key" in text_in(graded, "info")
    assert "key" not in text_in(practice, "info")
    kinds = {case.id: case.front.kind for case in load_exercise("midterm", private).vignettes}
    scored = load_exercise("midterm", private).bank.kinds.scored
    for element in elements(out / "moodle.xml")[: len(IDS)]:
        given = [answer.get("fraction") for answer in element.findall("answer")]
        id = (element.findtext("idnumber") or "").removeprefix("midterm/")
        assert scored[given.index("100")] == kinds[id]


def test_a_graded_exercise_has_the_order_of_its_page_and_no_titles(
    private: Roots, out: Path
) -> None:
    written(private, out, "moodle", "midterm")
    exercise = load_exercise("midterm", private)
    found = [element.findtext("idnumber") for element in elements(out / "moodle.xml")]
    assert found == [f"midterm/{id}" for id in aliases_of(exercise).values()]
    assert found != [f"midterm/{id}" for id in IDS]
    names = [text_in(element, "name") for element in elements(out / "moodle.xml")]
    assert not any("walrus" in name for name in names)
    asked = " ".join(text_in(e, "questiontext") for e in elements(out / "moodle.xml"))
    assert "walrus" not in asked and note_of("moss-ferry") in asked


@pytest.mark.parametrize(("name", "shows"), [("midterm", "false"), ("toy", "true")])
def test_a_quiz_in_qti_shows_no_right_answers_of_a_graded_exercise(
    private: Roots, out: Path, name: str, shows: str
) -> None:
    written(private, out, "qti", name)
    with zipfile.ZipFile(out / f"{name}.zip") as packed:
        [meta] = [one for one in packed.namelist() if one.endswith("assessment_meta.xml")]
        assert f"<show_correct_answers>{shows}<" in packed.read(meta).decode()


# ------------------------------------------------------------------ what cannot be done


@pytest.mark.parametrize("to", ["moodle", "qti", "csv"])
@pytest.mark.parametrize("name", ["keys", "pairs", "shed", "stalls"])
def test_other_types_are_refused_in_one_line_with_those_that_can_be_asked(
    bank: Path, out: Path, name: str, to: str
) -> None:
    with pytest.raises(ExportError) as why:
        written(bank, out, to, "toy", name)
    assert str(why.value).endswith("These types can be exported: sort, match.")
    assert f"'{name}'" in str(why.value) and "\n" not in str(why.value)
    assert not out.exists()


def test_mixed_practice_without_cases_of_its_own_is_refused(bank: Path, out: Path) -> None:
    with pytest.raises(ExportError, match="'mixed' has no cases of its own"):
        written(bank, out, "csv", "mixed")


def test_an_unknown_exercise_is_refused(bank: Path, out: Path) -> None:
    with pytest.raises(UnknownExerciseError, match="toi"):
        written(bank, out, "csv", "toy", "toi")
    assert not out.exists()


def test_git_passes_over_the_folder_that_is_made(bank: Path, out: Path) -> None:
    written(bank, out, "csv", "plain")
    assert (out / ".gitignore").read_text(encoding="utf-8") == "*\n"


@pytest.mark.parametrize(
    ("to", "file"), [("moodle", "moodle.xml"), ("qti", "plain.zip"), ("csv", "cases.csv")]
)
def test_no_file_is_replaced(bank: Path, out: Path, to: str, file: str) -> None:
    out.mkdir()
    (out / file).write_text("mine")
    with pytest.raises(ExportError, match=f"{file} is there already"):
        written(bank, out, to, "toy", "plain")
    assert [path.name for path in out.iterdir()] == [file]
    assert (out / file).read_text() == "mine"


def test_what_text2qti_does_not_take_is_said(bank: Path, out: Path, change: Change) -> None:
    change("data/words/en/matches.yml", "The sea.", "An apple.")
    with pytest.raises(ExportError, match=r"^bins could not be .*Duplicate question$"):
        written(bank, out, "qti", "bins")


# ------------------------------------------------------------------ other courses


def test_kinds_of_other_names_are_exported_alike(other_kinds: Path, out: Path) -> None:
    shutil.copyfile(ROOT / WORDS, other_kinds / WORDS)
    written(other_kinds, out, "csv", "toy")
    kinds = load_exercise("toy", other_kinds).bank.kinds.scored
    assert {row["kind"] for row in rows(out / "cases.csv")} == set(kinds)
    assert {f"feedback_{kind}" for kind in kinds} <= rows(out / "cases.csv")[0].keys()


def test_a_type_that_says_it_can_be_asked_is_exported(
    bank: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(TYPES, yes_no.NAME, yes_no.Deciders())
    yes_no.write_exercise(bank)
    written(bank, out, "moodle", "deciders")
    question = moodle_in(out / "moodle.xml")[0]
    assert [shown(option.answer) for option in question.options] == ["They do", "Others do"]
    assert [shown(option.feedback) for option in question.options] == [
        "So it is.",
        "It is not so.",
    ]


# ------------------------------------------------------------------ any text at all

texts = strategies.text(min_size=1).map(cleaned).filter(bool)


def quiz_of(text: str) -> Quiz:
    answers = tuple(
        Answer(verdict, label, text, verdict, (Told(text), Told(text, text)), (Told(text),))
        for label, verdict in (("One", FITS), ("Two", LOOK_AGAIN))
    )
    question = Question("id", text, "", text, (text, text), False, text, text, answers, (text,))
    return Quiz("quiz", "quiz", "", (text,), (text,), False, "each", text, (question,))


@given(texts)
def test_any_text_comes_through_moodle_xml(text: str) -> None:
    root = ElementTree.fromstring(as_moodle([quiz_of(text)]))
    category, question = root
    assert text_in(category, "category").replace("//", "/") == text
    assert text_in(category, "info") == text_in(question, "name") == text
    given_text = " ".join(text_in(question, "questiontext").split())
    assert paragraphs_of(given_text) == [text, f"{text} {text}", text]
    told = text_in(question, "answer/feedback")
    assert paragraphs_of(told) == [text, f"{text}: {text}", text, text]


@given(texts)
def test_any_text_comes_through_qti(text: str) -> None:
    item = read_item(as_qti(quiz_of(text)))
    assert item.get("title") == text
    assert paragraphs_of(qti2latex.get_item_stem(item)) == [text, f"{text} {text}", text]
    told = feedback_in(item)
    assert paragraphs_of(told.pop("")) == [text]
    assert [paragraphs_of(html) for html in told.values()] == [
        [text, f"{text}: {text}", text, text]
    ] * 2


def read_item(packed: bytes) -> Element:
    with zipfile.ZipFile(io.BytesIO(packed)) as files:
        [name] = [n for n in files.namelist() if n.startswith("text2qti") and "meta" not in n]
        root = ElementTree.fromstring(files.read(name))
    [item] = qti2latex.findall_anyns(root, "item")
    return item


def paragraphs_of(html: str) -> list[str]:
    return [p.get_text() for p in BeautifulSoup(html, "html.parser").find_all("p")]
