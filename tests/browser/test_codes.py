"""The page compares codes as Python does, and lets a reader type one undisturbed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from playing import Playing
from playwright.sync_api import Page, expect

from whosegroup.component.script import source
from whosegroup.work.codes import same

TESTS = Path(__file__).parents[1]
CODES = json.loads((TESTS / "fixtures/codes.json").read_text(encoding="utf-8"))
FORMS = {"forms": {"a": [], "b": []}}


def derived(page: Page, name: str, *lists: list[object]) -> list[object]:
    """Return what a function of forms.js makes of each of these lists of arguments."""
    code = source("forms")
    return page.evaluate(f"(lists) => {{ {code}\nreturn lists.map((l) => {name}(...l)); }}", lists)


def test_codes_are_compared_as_python_compares_them(page: Page) -> None:
    codes = [*CODES["different"], *(code for codes in CODES["same"] for code in codes)]
    assert derived(page, "sameCode", *([code] for code in codes)) == list(map(same, codes))


def test_spellings_of_one_code_get_the_same_form(page: Page) -> None:
    for spellings in CODES["same"]:
        assert len(set(derived(page, "firstForm", *([FORMS, code] for code in spellings)))) == 1
    numbers = [[FORMS, f"S-{number:03}"] for number in range(20)]
    assert derived(page, "firstForm", *numbers).count("a") == 10


def test_the_field_neither_capitalises_nor_corrects(play: Callable[..., Playing]) -> None:
    field = play("first-test").root.locator(".wg-reader")
    for name, value in {
        "autocapitalize": "none",
        "autocorrect": "off",
        "spellcheck": "false",
        "autocomplete": "off",
    }.items():
        expect(field).to_have_attribute(name, value)
