from __future__ import annotations

import gzip
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from whosegroup.bank.content import exercise_names
from whosegroup.exercises.html import element, fallback
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.model import Exercise
from whosegroup.exercises.payload import compile_payload
from whosegroup.exercises.tags import line_text, quoted


class Parsed(HTMLParser):
    """What a browser makes of a piece of HTML: its tags, its scripts, and the text to be read."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.scripts: list[str] = []
        self.text: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        (self.scripts if self.open[-1:] == ["script"] else self.text).append(data)


ROOT = Path(__file__).parents[2]
TOYS = exercise_names(Path(__file__).parents[1] / "fixtures" / "bank")


@pytest.fixture
def payload(toy_exercise: Exercise) -> dict[str, Any]:
    return compile_payload(toy_exercise)


def test_the_element_names_its_exercise(payload: dict[str, Any]) -> None:
    tag, attributes = Parsed(element(payload)).tags[0]
    assert tag == "whose-group"
    assert attributes.pop("id") == "exercise_toy", "Where links lead to it."
    assert attributes == {"exercise": "toy", "type": "sort", "feedback": "each", "lang": "en"}


def test_the_payload_inside_comes_out_as_it_went_in(payload: dict[str, Any]) -> None:
    parsed = Parsed(element(payload))
    assert parsed.tags[1] == ("script", {"type": "application/json"})
    assert [json.loads(script) for script in parsed.scripts] == [payload]


@pytest.mark.parametrize(
    "nasty", ["</script><script>x()</script>", "<!--<script>", "]]>", "\u2028"]
)
def test_no_text_of_a_case_ends_the_script_that_holds_it(
    payload: dict[str, Any], nasty: str
) -> None:
    payload["cases"][0]["lines"][0] = nasty
    html = element(payload)
    assert html.count("<script") == html.count("</script") == 1
    assert html.count("<!--") == 1 and html.endswith("<!----></whose-group>")
    parsed = Parsed(html)
    assert parsed.open == []
    assert json.loads(parsed.scripts[0]) == payload


def test_every_tag_is_ours_and_closed(payload: dict[str, Any]) -> None:
    """The toy cases hold `<b>`, and the prompt `<that decides>`: both are text."""
    parsed = Parsed(element(payload))
    assert parsed.open == []
    assert {tag for tag, _ in parsed.tags} == {
        "whose-group",
        "script",
        "div",
        "p",
        "strong",
        "em",
        "span",
        "ul",
        "li",
        "details",
        "summary",
    }


def test_an_attribute_cannot_be_broken_out_of(payload: dict[str, Any]) -> None:
    payload["exercise"] = '"><b>'
    assert Parsed(element(payload)).tags[0][1]["exercise"] == '"><b>'


def test_without_scripts_all_that_there_is_to_read_is_there(payload: dict[str, Any]) -> None:
    text = "".join(Parsed(fallback(payload)).text)
    assert payload["title"] in text
    assert payload["prompt"] in text
    for case in payload["cases"]:
        assert case["title"] in text
        for line in case["lines"]:
            assert line_text(line) in text
    assert text.count("This case speaks of a death.") == 1


def test_without_scripts_the_answer_is_folded_away_with_its_reason(
    payload: dict[str, Any],
) -> None:
    html = fallback(payload)
    answers = [part.split("</details>")[0] for part in html.split("<details>")[1:]]
    assert [" ".join(Parsed(answer).text) for answer in answers] == [
        "Answer Support group. Aims: ■ the town Admission: ○ not shown Leader: ■ the town"
        " Money: ○ not shown Going on: ○ not shown"
        " Decides:  “Ms Ito, the nurse, settled that beans are grown; Mr Abe and the others learned"
        " it later.” “Mr Abe leads because Ms Ito chose him”"
        " Agrees:  “Ms Ito pulls weeds for those who had a bad week.”",
        "Answer Self-help group. Decides:  “Mrs Ono and the others ended the lectures last May,"
        " though the centre liked them.” Beyond:  “They have met every week for nine years.”"
        " It has no end.",
        "Answer Self-help group. Aims: ● the members Admission: ○ not shown Leader: ● the members"
        " Money: ○ not shown Going on: ○ not shown"
        " Decides:  “Mr Abe leads because the others chose him”"
        " Mr Abe and the others chose the beans. Agrees:  Helping goes both ways here.",
        "Answer Support group. Decides:  “The centre ended the lectures last May, though Mrs Ono"
        " and the others liked them.” Beyond:  “They meet for nine weeks.” It has an end.",
    ]


def test_the_words_of_the_fallback_are_the_payload_s(payload: dict[str, Any]) -> None:
    """So that a translation needs no change here."""
    payload["words"]["answer"] = "答え"
    payload["answers"][0]["label"] = "自助グループ"
    html = fallback(payload)
    assert html.count("<summary>答え</summary>") == 4
    assert html.count("☐ 自助グループ") == 4


def joined(scripts: list[str]) -> dict[str, Any]:
    """Return the payload that a sorter puts together from the data of a divided element."""
    payload, *parts = map(json.loads, scripts)
    for part in parts:
        payload["cases"].append(part["case"])
        for index, fragment in part["fragments"].items():
            payload["fragments"][int(index)] = fragment
    return payload


@pytest.mark.parametrize("name", [name for name in TOYS if name != "mixed"])
def test_a_divided_element_says_the_same_with_each_case_s_data_at_its_words(
    toy_root: Path, name: str
) -> None:
    payload = compile_payload(load_exercise(name, toy_root))
    html = element(payload, divided=True)
    parsed = Parsed(html)
    assert joined(parsed.scripts) == payload
    assert len(parsed.scripts) == 1 + len(payload["cases"]) > 1
    assert "".join(parsed.text) == "".join(Parsed(element(payload)).text)
    for number, place in enumerate(re.finditer('<div class="wg-plain-case"><script', html)):
        part = json.loads(re.search(r">([^<]*)</script>", html[place.end() :])[1])
        assert part["case"] == payload["cases"][number]


def test_a_long_exercise_packs_better_divided() -> None:
    payload = compile_payload(load_exercise("mixed-practice", ROOT))
    plain, divided = (
        len(gzip.compress(element(payload, divided).encode(), 6)) for divided in (False, True)
    )
    assert divided < 0.85 * plain


@pytest.mark.parametrize("name", TOYS)
def test_the_element_of_each_type_names_it_and_closes_every_tag(toy_root: Path, name: str) -> None:
    payload = compile_payload(load_exercise(name, toy_root))
    parsed = Parsed(element(payload))
    assert parsed.open == []
    assert parsed.tags[0][1]["exercise"] == name
    assert parsed.tags[0][1]["type"] == payload["type"]
    assert [json.loads(script) for script in parsed.scripts] == [payload]
    ours = [
        "whose-group",
        "script",
        "div",
        "p",
        "strong",
        "em",
        "span",
        "ul",
        "li",
        "details",
        "summary",
        "ul",
        "li",
    ]
    assert {tag for tag, _ in parsed.tags} <= set(ours)


class Loose(Parsed):
    """A piece of HTML that may begin within a tag."""

    def handle_endtag(self, tag: str) -> None:
        if self.open:
            self.open.pop()


def halves_of(toy_root: Path, name: str) -> list[tuple[str, str]]:
    """Return of each case what can be read, and what is folded away with its answer."""
    html = fallback(compile_payload(load_exercise(name, toy_root)))
    found = []
    for case in html.split('<div class="wg-plain-case">')[1:]:
        folded = re.findall("<details>.*?</details>", case)
        shown = re.sub("<details>.*?</details>", "", case)
        assert folded and shown.endswith("</div>")
        found.append(tuple(" ".join(Loose(html).text) for html in (shown, "".join(folded))))
    return found


def test_without_scripts_a_pair_shows_both_halves_and_folds_what_would_change(
    toy_root: Path,
) -> None:
    [(shown, answer)] = halves_of(toy_root, "pairs")
    exercise = load_exercise("pairs", toy_root)
    assert shown.startswith("The bean garden compare half 1 Six people")
    assert "compare half 2" in shown
    for vignette in exercise.vignettes:
        for passage in vignette.passages:
            assert passage.text in shown
    assert shown.count("☐ Support group") == 2
    change = [passage.text for v in exercise.vignettes for passage in v.passages[2:4]]
    assert answer == " ".join(
        [
            "Answer Both fit: Support group, Self-help group. Changed into Self-help group:",
            change[0],
            change[2],
            change[1],
            change[3],
            "compare half 1 Aims: ■ the town Admission: ○ not shown Leader: ■ the town",
            "Money: ○ not shown Going on: ○ not shown",
            "compare half 2 Aims: ● the members Admission: ○ not shown Leader: ● the members",
            "Money: ○ not shown Going on: ○ not shown",
        ]
    )


def test_without_scripts_a_case_in_between_has_a_line_a_power_and_folds_the_bands(
    toy_root: Path,
) -> None:
    [(shown, answer)] = halves_of(toy_root, "shed")
    assert "1: place 1; 2: place 2; 3: place 3; 4: place 4; 5: place 5" in shown
    assert "place part leader: ☐ 1 ☐ 2 ☐ 3 ☐ 4 ☐ 5" in shown
    assert "Aims reason" not in shown
    assert "place part whole" not in shown, "It is told, and not asked."
    assert "place part reason" in shown and "☐ They settled who may come." in shown
    assert answer == (
        "Answer place part aims: 1–2. Aims reason."
        " place part admission: 1. Admission reason."
        " place part leader: 4–5. Leader reason."
        " place part money: 2–4. Money reason."
        " place part continuing: 5. Continuing reason."
        " place part whole: 2–4. Here: They say who comes. There: The town says who leads."
    )


def test_without_scripts_a_group_has_its_questions_and_folds_what_it_answers(
    toy_root: Path,
) -> None:
    (stall, told), (corner, nobody) = halves_of(toy_root, "stalls")
    for shown in (stall, corner):
        assert "A stall sells beans. A sign says <b>ask</b>." in shown
        assert "ask ask questions (3)" in shown
        assert shown.count("☐ Ask about") == 8
        assert shown.endswith("☐ Self-help group   ☐ Support group   ☐ Cannot tell")
        assert "Said of" not in shown
    assert told.startswith("Answer Ask about aims? Said of aims. Ask about leader?")
    assert told.endswith("Said of where. Settled: Support group. Told of support.")
    assert nobody.endswith("Said of where. Unresolved. Told that nobody can tell.")


def test_without_scripts_a_situation_has_all_its_turns_and_folds_each_reply_below_its_option(
    toy_root: Path,
) -> None:
    [(shown, folded)] = halves_of(toy_root, "keys")
    assert shown == (
        "The key You hold the key of the shed. Mr Abe asks for it. What do you say?"
        " He thanks you. And now?"
    )
    assert folded == (
        "☐ Give it. Holds. It is theirs. ☐ Keep it. Used as a method. It is not yours."
        " ☐ Leave. Can be defended. They can wait."
        " ☐ Go home. Holds. Well. ☐ Stay and steer. Look again. Not yours."
    )


def test_without_scripts_a_statement_has_its_bins_and_folds_the_one_that_fits(
    toy_root: Path,
) -> None:
    assert halves_of(toy_root, "bins") == [
        (f"{text} ☐ Red   ☐ Blue   ☐ Green", f"Answer {answer}")
        for text, answer in (
            ("An apple.", "Fits: Red. Apples are red."),
            ("The sea.", "Fits: Blue. The sea is blue or green."),
            ("A leaf.", "Fits: Green. Leaves are green."),
        )
    ]


def test_without_scripts_a_test_shows_the_cases_of_both_forms(toy_root: Path) -> None:
    answers = [answer.split(".")[0] for _, answer in halves_of(toy_root, "first-test")]
    kinds = ["Self-help group", "Support group", "Self-help group", "Support group"]
    assert answers == [f"Answer {kind}" for kind in kinds]


def test_without_scripts_mixed_practice_is_its_title_and_prompt(toy_root: Path) -> None:
    """What it draws stands on the pages that it draws from."""
    html = fallback(compile_payload(load_exercise("mixed", toy_root)))
    assert html == "<p><strong>Mixed toys</strong></p><p>Sort what is due.</p>"


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("pairs", "data/vignettes/en/garden-clinic.md"),
        ("shed", "data/vignettes/en/shed.md"),
        ("stalls", "data/asks/en/stall.md"),
        ("keys", "data/decisions/en/key.yml"),
    ],
)
def test_without_scripts_a_content_note_stands_before_the_case(
    toy_root: Path, name: str, file: str
) -> None:
    path = toy_root / file
    path.write_text(path.read_text().replace("about: Inv", "note: It speaks of loss.\nabout: Inv"))
    shown, _ = halves_of(toy_root, name)[0]
    assert re.match(r"The [\w ]+ It speaks of loss\. \w", shown)


def test_a_sentence_reads_the_same_with_and_without_a_mark() -> None:
    assert line_text("One.") == "One."
    assert line_text({"parts": ["One ", "two", "."]}) == "One two."


def test_what_is_quoted_has_the_inner_marks_where_it_quotes_something_itself() -> None:
    payload = {"words": {"quoted": "“{text}”", "quotes": "“”‘’", "between": " "}}
    fragment = {"role": "decides", "lines": [1]}
    assert quoted(fragment, ["“Work” is Mr Abe’s aim."], payload) == "“‘Work’ is Mr Abe’s aim.”"
    # A language that keeps the marks of its files.
    payload["words"]["quotes"] = ""
    assert quoted(fragment, ["“Work” first."], payload) == "““Work” first.”"
