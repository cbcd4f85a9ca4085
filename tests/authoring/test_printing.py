"""Worksheets and keys: each type on paper, and no more of a graded exercise than is shipped."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

import yes_no
from private_bank import HIDDEN, IDS, SECRET, lay_private, note_of
from whosegroup.authoring.printing import PrintError, print_exercises
from whosegroup.bank.content import exercise_names
from whosegroup.bank.problems import ContentError
from whosegroup.exercises.loading import UnknownExerciseError, load_exercise
from whosegroup.exercises.payload import compile_key
from whosegroup.exercises.settings import IN_PARTS
from whosegroup.exercises.sheets import SHORT, cases_on_paper, sheets_of
from whosegroup.exercises.types import TYPES

ROOT = Path(__file__).parents[2]
TOYS = Path(__file__).parents[1] / "fixtures" / "bank"
IN_PARTS_TOO = (TOYS, TOYS.with_name("in-parts"))


def page_of(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def printed(name: str, out: Path, key: bool = True, **how: Any) -> BeautifulSoup:
    """Return the worksheets of an exercise and its keys, whether in one file or in two."""
    file = out / f"{name}.html"
    print_exercises([name], file, key, how.pop("roots", (TOYS,)), **how)
    files = [file, *out.glob(f"{name}-key.html")]
    return BeautifulSoup("".join(one.read_text("utf-8") for one in files), "html.parser")


def said(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def ticked(section: Tag) -> list[list[str]]:
    """Return for each task with boxes in a key which of them hold."""
    tasks = section.select(".boxes")
    return [[said(li) for li in boxes.select("li:has(.holds)")] for boxes in tasks]


# Mixed practice has no cases of its own here.
@pytest.mark.parametrize("name", [n for n in exercise_names((TOYS,)) if n != "mixed"])
def test_each_type_has_a_worksheet_without_answers_and_a_key(name: str, tmp_path: Path) -> None:
    page = printed(name, tmp_path)
    sheets, keys = page.select("section.sheet"), page.select("section.key")
    assert len(sheets) == len(keys) > 0
    for sheet, key in zip(sheets, keys, strict=True):
        cases = sheet.select("article")
        assert len(cases) == len(key.select("article")) > 0
        # What a reader writes has lines in the place of boxes.
        assert sheet.select(".box, .room") and not sheet.select(".holds, mark, q")
        assert all(case.select(".text") for case in cases)
        assert all(article.select(".holds") or said(article) for article in key.select("article"))
    exercise = load_exercise(name, (TOYS,))
    payload = compile_key(exercise)
    # Nothing that is said to an answer stands on the worksheet.
    leads = {f["text"] for f in payload["fragments"] if f["role"] == "own" and f.get("text")}
    worksheet = " ".join(map(said, sheets))
    assert not [text for text in leads if " ".join(text.split()) in worksheet]


def test_every_type_is_among_the_toys() -> None:
    types = {load_exercise(name, (TOYS,)).settings.type for name in exercise_names((TOYS,))}
    # A test in parts is made of the others.
    assert types == set(TYPES) - {IN_PARTS}


def test_a_key_has_the_kind_the_passages_that_decide_and_the_powers(tmp_path: Path) -> None:
    key = printed("toy", tmp_path).select_one("section.key")
    case = compile_key(load_exercise("toy", (TOYS,)))["cases"][0]
    article = key.select_one("article")
    label = next(
        answer["label"]
        for answer in compile_key(load_exercise("toy", (TOYS,)))["answers"]
        if answer["id"] == case["kind"]
    )
    assert ticked(article) == [[label]]
    decides = [line["parts"][1] for line in case["lines"] if isinstance(line, dict)]
    marked = [said(mark) for mark in article.select("mark")]
    assert marked and set(marked) <= set(decides)
    assert case["about"] in said(article)


def test_a_key_says_what_only_looks_telling_and_a_worksheet_does_not(tmp_path: Path) -> None:
    page, payload = printed("toy", tmp_path), compile_key(load_exercise("toy", (TOYS,)))
    texts = [f["text"] for f in payload["fragments"] if f["role"] == "surface" and f.get("text")]
    assert texts
    key = said(page.select_one("section.key"))
    assert [text for text in texts if text not in key] == []
    assert payload["words"]["said_surface"] in key
    sheet = said(page.select_one("section.sheet"))
    assert not [text for text in texts if text in sheet]


def test_a_pair_stands_side_by_side_and_steps_say_what_comes_next(tmp_path: Path) -> None:
    pairs = printed("pairs", tmp_path).select_one("section.sheet article")
    assert len(pairs.select(".beside .text")) == 2
    keys = printed("keys", tmp_path)
    steps = [said(asks) for asks in keys.select("section.sheet .asks")]
    assert steps[0].startswith("Step 1.")
    assert re.search(r"\(Go on with step \d\.\)", said(keys.select_one("section.sheet")))


def test_places_that_can_be_defended_are_filled(tmp_path: Path) -> None:
    key = printed("shed", tmp_path).select_one("section.key article")
    case = compile_key(load_exercise("shed", (TOYS,)))["cases"][0]
    wholes = [part for part in case["parts"] if part["id"] == "whole"]
    low, high = wholes[0]["band"]
    assert ticked(key)[-1] == [str(place) for place in range(low, high + 1)]


def test_a_test_has_a_sheet_for_each_form(tmp_path: Path) -> None:
    page = printed("first-test", tmp_path, key=False)
    assert [said(h1).rpartition(" ")[2] for h1 in page.select("section.sheet h1")] == ["A", "B"]
    assert not page.select("section.key")
    only = printed("first-test", tmp_path, form="b")
    assert [said(h1)[-1] for h1 in only.select("h1")] == ["B", "B"]
    with pytest.raises(PrintError, match=r"has no form .c.\. Known here: a, b"):
        printed("first-test", tmp_path, form="c")
    with pytest.raises(PrintError, match="Beside --form name one"):
        print_exercises([], tmp_path / "folder", False, (TOYS,), form="a")


def test_the_key_of_a_test_is_a_file_for_whoever_teaches(tmp_path: Path) -> None:
    print_exercises(["first-test"], tmp_path / "sheets", True, (TOYS,))
    for form in "ab":
        sheet = page_of(tmp_path / "sheets" / f"first-test-{form}.html")
        key = page_of(tmp_path / "sheets" / f"first-test-{form}-key.html")
        assert not sheet.select(".key, .holds") and not key.select(".sheet")
        assert heads(sheet, "section.sheet") == heads(key, "section.key") != []


def test_a_test_in_parts_stands_on_paper_as_on_the_screen(tmp_path: Path) -> None:
    """Part by part; what answers mean only where it is in view, and no more is asked."""
    page = printed("first-parts", tmp_path, form="a", roots=IN_PARTS_TOO)
    parts = page.select(".sheet .part")
    titles = ["Toy acts", "Toys before", "Toy views", "Toys after"]
    for number, (part, title) in enumerate(zip(parts, titles, strict=True), start=1):
        head = said(part.select_one(".part-title"))
        assert title in head and str(number) in head
    assert ["Say whose it is last." in said(part) for part in parts] == [False] * 3 + [True]
    assert [bool(part.select(".meanings")) for part in parts] == [False] * 3 + [True]
    assert ["You can rest here." in said(part) for part in parts] == [False] * 3 + [True]
    assert [len(part.select("article")) for part in parts] == [1, 2, 3, 1]
    assert not page.select(".sheet .room")
    assert printed("keys", tmp_path).select(".sheet .room")


def test_the_key_of_a_test_in_parts_keeps_label_and_use_apart(tmp_path: Path) -> None:
    key = printed("first-parts", tmp_path, form="a", roots=IN_PARTS_TOO).select_one(".key")
    words = load_exercise("first-parts", IN_PARTS_TOO).bank.words["types"]["parts"]
    told = [[said(one) for one in key.select(f".meanings {tag}")] for tag in ("dt", "dd")]
    assert told == [
        [words[f"face_{face}"] for face in ("label", "use", "guard")],
        ["Cases 2, 3, 4, 7", "Cases 1, 5", "Cases 6"],
    ]


def test_a_key_has_the_text_of_what_has_no_title_or_how_it_begins(tmp_path: Path) -> None:
    page = printed("bins", tmp_path)
    texts = [said(text) for text in page.select(".sheet .text")]
    begun = [said(text) for text in page.select(".key .begins")]
    assert begun and begun == texts  # all of them are short here
    assert not printed("toy", tmp_path).select(".begins")
    roots = (ROOT,)
    long = printed("five-limits", tmp_path, roots=roots)
    for text, begin in zip(long.select(".sheet .text"), long.select(".key .begins"), strict=True):
        assert len(said(begin)) <= SHORT and said(text).startswith(said(begin).removesuffix(" …"))


def test_on_paper_nobody_taps_and_nothing_comes_back(toy_root: Path, tmp_path: Path) -> None:
    words = toy_root / "data/words/en/exercises.yml"
    text = words.read_text(encoding="utf-8")
    words.write_text(
        text.replace("  title: Four toy groups\n", "  title: Toys\n  on_paper: Underline it.\n"),
        encoding="utf-8",
    )
    sheet = said(printed("toy", tmp_path, roots=(toy_root,)).select_one(".sheet"))
    assert "Underline it." in sheet and "tap" not in sheet


def test_a_sheet_asks_for_nothing_and_its_text_is_text(toy_root: Path, tmp_path: Path) -> None:
    case = toy_root / "data/vignettes/en/tea.md"
    text = case.read_text(encoding="utf-8")
    case.write_text(text.replace("title: ", "title: <script>x</script> ", 1), encoding="utf-8")
    print_exercises(["plain"], tmp_path / "plain.html", True, (toy_root,))
    source = (tmp_path / "plain.html").read_text(encoding="utf-8")
    assert "<script" not in source and "&lt;script&gt;" in source
    assert not re.search(r"""(?:src|href)=["'](?!data:)|@import|url\(""", source)


def test_several_go_into_a_folder_and_all_means_all(tmp_path: Path) -> None:
    done = print_exercises(["all"], tmp_path / "sheets", False, (TOYS,))
    names = exercise_names((TOYS,))
    tests = {f"{test}-{form}" for test in ("first-test", "last-test") for form in "ab"}
    made = {path.stem for path in (tmp_path / "sheets").iterdir()}
    assert made == set(names) - {"mixed", "first-test", "last-test"} | tests
    assert len(done.wrote) == len(made) and len(done.mind) == 1
    assert print_exercises([], tmp_path / "more", False, (TOYS,)).mind == done.mind
    with pytest.raises(PrintError, match="Name a folder"):
        print_exercises(["toy", "plain"], tmp_path / "two.html", False, (TOYS,))
    with pytest.raises(UnknownExerciseError, match="toys"):
        print_exercises(["toys"], tmp_path / "x.html", False, (TOYS,))


def test_git_passes_over_a_new_folder_with_keys_and_no_other(tmp_path: Path) -> None:
    for name, key in (("plain", False), ("keys", True), ("plain", True)):
        print_exercises(["toy"], tmp_path / name, key, (TOYS,))
    print_exercises(["toy"], tmp_path / "one" / "toy.html", True, (TOYS,))
    ignoring = sorted(path.parent.name for path in tmp_path.rglob(".gitignore"))
    assert ignoring == ["keys", "one"]
    assert (tmp_path / "keys" / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_an_exercise_without_cases_of_its_own_says_what_to_print(
    tmp_path: Path,
) -> None:
    with pytest.raises(PrintError, match="no cases of its own"):
        print_exercises(["mixed"], tmp_path / "mixed.html", False, (TOYS,))
    [mind] = print_exercises([], tmp_path / "all", False, (TOYS,)).mind
    assert "mixed" in mind
    assert not (tmp_path / "all" / "mixed.html").exists()


def heads(page: BeautifulSoup, sections: str) -> list[str]:
    return [said(head) for head in page.select(f"{sections} article > h2")]


def test_only_the_cases_that_are_named_are_printed(tmp_path: Path) -> None:
    """In the order of the exercise, counted anew, with keys; of a pair either half names it."""
    out = tmp_path / "some.html"
    whole = [case.head for case in sheets_of(load_exercise("toy", (TOYS,)))[0].cases]
    names = [vignette.id for vignette in load_exercise("toy", (TOYS,)).vignettes]
    assert len(names) > 2
    print_exercises(["toy"], out, True, (TOYS,), only=[names[2], names[1]])
    wanted = [head.partition(" ")[2] for head in whole[1:3]]
    for sections in ("section.sheet", "section.key"):
        assert heads(page_of(out), sections) == [f"{n}. {t}" for n, t in enumerate(wanted, 1)]
    other_half = load_exercise("pairs", (TOYS,)).vignettes[1].id
    print_exercises(["pairs"], out, False, (TOYS,), only=[other_half])
    assert len(heads(page_of(out), "section.sheet")) == 1


@pytest.mark.parametrize("name", [n for n in exercise_names((TOYS,)) if n != "mixed"])
def test_of_each_type_one_case_can_be_printed(name: str, tmp_path: Path) -> None:
    """Of a test, in the forms that have it."""
    case = next(iter(cases_on_paper(load_exercise(name, (TOYS,)))))
    page = printed(name, tmp_path, only=[case])
    for kind in ("sheet", "key"):
        assert {len(one.select("article")) for one in page.select(f"section.{kind}")} == {1}


def test_a_case_that_is_not_there_is_said_with_the_nearest_and_nothing_is_written(
    tmp_path: Path,
) -> None:
    out, names = tmp_path / "x.html", [v.id for v in load_exercise("toy", (TOYS,)).vignettes]
    with pytest.raises(ContentError) as raised:
        print_exercises(["toy"], out, False, (TOYS,), only=[names[0][:-1], names[1], "zzz"])
    near, far = str(raised.value).splitlines()
    assert near.startswith("exercises/toy.yml:") and f"Did you mean '{names[0]}'?" in near
    assert "There is no case 'zzz' in it. Known here: " in far
    for some in (["toy", "plain"], []):
        with pytest.raises(PrintError, match="Beside --only name one"):
            print_exercises(some, tmp_path / "folder", False, (TOYS,), only=[names[0]])
    with pytest.raises(ContentError, match="none yet"):
        print_exercises(["mixed"], out, False, (TOYS,), only=[names[0]])
    assert list(tmp_path.iterdir()) == []


def test_a_type_that_only_tests_know_prints(
    toy_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(TYPES, yes_no.NAME, yes_no.Deciders())
    yes_no.write_exercise(toy_root)
    print_exercises(["deciders"], tmp_path / "deciders.html", True, (toy_root,))
    key = page_of(tmp_path / "deciders.html").select_one("section.key")
    assert ticked(key) == [["They do"], ["Others do"]]


# ------------------------------------------------------------------------------ graded


def test_the_sheet_of_a_graded_exercise_says_no_more_than_its_page(
    toy_root: Path, tmp_path: Path
) -> None:
    sheets = []
    for number in (0, 1):
        changed = {name: values[number] for name, values in HIDDEN.items()}
        roots = lay_private(toy_root, **changed)
        out = tmp_path / f"{number}.html"
        done = print_exercises(["midterm"], out, False, roots)
        assert done.mind == []
        sheets.append(out.read_text(encoding="utf-8"))
    assert sheets[0] == sheets[1]
    assert not any(word in sheets[0] for word in (*IDS, "walrus", "gannet", SECRET))
    numbered = load_exercise("midterm", roots).bank.words.say("types.none.case_number", number=1)
    assert numbered in sheets[0] and note_of("moss-ferry") in sheets[0]


def test_the_key_of_a_graded_exercise_is_a_file_of_its_own_in_the_same_order(
    toy_root: Path, tmp_path: Path
) -> None:
    roots = lay_private(toy_root)
    done = print_exercises(["midterm"], tmp_path / "midterm.html", True, roots)
    sheet, key = page_of(tmp_path / "midterm.html"), page_of(tmp_path / "midterm-key.html")
    assert not sheet.select("section.key, .holds") and not key.select("section.sheet")
    assert "midterm-key.html holds the key" in done.mind[0]
    texts = [said(case) for case in sheet.select("article .text")]
    exercise = load_exercise("midterm", roots)
    [keys] = sheets_of(exercise, key=True)
    for text, case in zip(texts, keys.cases, strict=True):
        [read] = case.paper.texts
        first = read.lines[0] if isinstance(read.lines[0], str) else read.lines[0]["parts"][1]
        assert first.rstrip(".") in text
    assert all(ticked(article) for article in key.select("article"))


def test_of_a_graded_exercise_too_some_cases_are_printed_by_their_names(
    toy_root: Path, tmp_path: Path
) -> None:
    roots, out = lay_private(toy_root), tmp_path / "midterm.html"
    print_exercises(["midterm"], out, True, roots, only=[IDS[0]])
    [sheet] = page_of(out).select("article")
    [key] = page_of(tmp_path / "midterm-key.html").select("article")
    assert said(sheet.h2) == said(key.h2)
    vignette = load_exercise("midterm", roots).bank.vignettes[IDS[0]]
    assert vignette.passages[0].text.rstrip(".") in said(sheet)


def test_without_its_secret_a_graded_exercise_is_not_printed(
    toy_root: Path, tmp_path: Path
) -> None:
    from whosegroup.exercises.graded import SECRET as FILE

    roots = lay_private(toy_root)
    (roots[1] / FILE).unlink()
    with pytest.raises(ContentError):
        print_exercises(["midterm"], tmp_path / "midterm.html", True, roots)
    assert not list(tmp_path.glob("midterm*"))


@pytest.mark.parametrize("file", ["sheets.pdf", "sheets.docx", "sheet.html.txt"])
def test_a_file_that_is_no_page_is_refused_and_nothing_is_made(file: str, tmp_path: Path) -> None:
    with pytest.raises(PrintError, match=r"ends in \.html.*from a browser\."):
        print_exercises(["toy"], tmp_path / file, key=False, roots=(TOYS,))
    assert list(tmp_path.iterdir()) == []
    for folder in ("sheets", "v1.2"):
        (tmp_path / "v1.2").mkdir(exist_ok=True)
        print_exercises(["toy"], tmp_path / folder, key=False, roots=(TOYS,))
        assert (tmp_path / folder / "toy.html").is_file()
