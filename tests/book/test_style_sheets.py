"""Which rules of a style sheet are kept: those that some page or script can ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

from whosegroup.book.style_sheets import inline_imports, purge, words_of


@pytest.mark.parametrize(
    ("sheet", "kept"),
    [
        (".used{color:red}", ".used{color:red}"),
        (".idle{color:red}", ""),
        (".used,.idle{color:red}", ".used{color:red}"),
        (".used .idle{color:red}", ""),
        (".used:not(.idle){color:red}", ".used:not(.idle){color:red}"),
        (":is(.used,.idle) a{color:red}", ":is(.used,.idle) a{color:red}"),
        (":where(.idle,#gone) a{color:red}", ""),
        ("#here{color:red}#gone{color:red}", "#here{color:red}"),
        ("[data-mode=dark]{color:red}", "[data-mode=dark]{color:red}"),
        ("[data-idle]{color:red}", ""),
        ("p>a::before{content:'x'}", "p>a::before{content:'x'}"),
        (":root{--a:1}", ":root{--a:1}"),
        ("@media print{.used{color:red}.idle{color:red}}", "@media print{.used{color:red}}"),
        ("@media print{.idle{color:red}}", ""),
        ("@supports (a:b){@media print{.used{a:b}}}", "@supports (a:b){@media print{.used{a:b}}}"),
        ("@keyframes turn{from{a:b}}.used{animation:turn}", "turn"),
        ("@keyframes turn{from{a:b}}.used{color:red}", ".used{color:red}"),
        ("@font-face{font-family:A}", "@font-face{font-family:A}"),
        ('@charset "utf-8";.used{a:b}', ".used{a:b}"),
        ("/* said */.used{a:b}", ".used{a:b}"),
    ],
)
def test_a_rule_is_kept_where_its_selector_can_match(sheet: str, kept: str) -> None:
    found = purge(sheet, {"used", "here", "data-mode", "dark"})
    assert kept in found if kept == "turn" else found.replace('"', "'") == kept


def test_words_of_scripts_include_the_attributes_that_they_set() -> None:
    words = words_of(["root.dataset.stateOfThings = x;", '<a class="one two-three" id=four>'])
    assert {"data-state-of-things", "one", "two-three", "four"} <= words


def test_an_import_is_replaced_by_what_it_imports(tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "base.css").write_text(".a{b:c}")
    (tmp_path / "styles/theme.css").write_text('@import "../base.css";.d{e:f}')
    assert inline_imports(tmp_path / "styles/theme.css") == ".a{b:c}.d{e:f}"
