from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any

import pytest

from whosegroup.exercises import Exercise
from whosegroup.page import element, fallback, line_text
from whosegroup.payload import compile_payload


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


@pytest.fixture
def payload(toy_exercise: Exercise) -> dict[str, Any]:
    return compile_payload(toy_exercise)


def test_the_element_names_its_exercise(payload: dict[str, Any]) -> None:
    tag, attributes = Parsed(element(payload)).tags[0]
    assert tag == "whose-group"
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
    assert "<!--" not in html
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
    assert [Parsed(answer).text for answer in answers] == [
        [
            "Answer",
            "Support group.",
            " The agency owns it. Ownership. What ownership means.",
        ],
        [
            "Answer",
            "Self-help group.",
            " The members own it. Ownership. What ownership means.",
        ],
        [
            "Answer",
            "Self-help group.",
            " Mr Abe and the others chose the beans. Helping goes both ways here."
            " Ownership. What ownership means.",
        ],
        [
            "Answer",
            "Support group.",
            " The agency owns it. Ownership. What ownership means.",
        ],
    ]


def test_the_words_of_the_fallback_are_the_payload_s(payload: dict[str, Any]) -> None:
    """So that a translation needs no change here."""
    payload["words"]["answer"] = "答え"
    payload["answers"][0]["label"] = "自助グループ"
    html = fallback(payload)
    assert html.count("<summary>答え</summary>") == 4
    assert html.count("☐ 自助グループ") == 4


def test_a_sentence_reads_the_same_with_and_without_a_mark() -> None:
    assert line_text("One.") == "One."
    assert line_text({"parts": ["One ", "two", "."]}) == "One two."
