"""Scripts and style sheets ask nothing of a browser that a phone of five years lacks.

The oldest phones are of iOS 14 and Chrome 90 (tests/phones.py). A browser test plays every type of
exercise without what they lack (tests/browser/test_older_phones.py).
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import whosegroup
from phone_styles import aged_style, lacking_in_style
from phones import lacking_in_scripts
from whosegroup.book.payload_files import SCRIPT
from whosegroup.component.script import script, source

PACKAGE = Path(whosegroup.__file__).parent
SCRIPTS = {
    "whose-group.js": script(),
    "in-class.js": source("in_class"),
    "scrolled.js": source("scrolled"),
    "a heavy payload": SCRIPT.format(text='"{}"'),
    **{path.name: path.read_text(encoding="utf-8") for path in PACKAGE.glob("book/static/*.js")},
}
# What may not be used, by what is said of it.
LACKING = [
    # syntax
    ("let a;\na ??= 1;", "line 2: a ??= 1;"),
    ("class A {\n  b = 1;\n}", "line 2: b = 1;"),
    ("class A {\n  #b = 1;\n}", "line 1: class A {"),
    ("class A {\n  static {}\n}", "line 2: not understood"),
    ("const a = 1_000;", "line 1: const a = 1_000;"),
    # the language's library, whether or not it is known what a thing is
    ("Object.hasOwn({}, 'a');", "line 1: hasOwn"),
    ("const f = (a) => a.at(-1);", "line 1: at"),
    ("const f = (a) => [a].flat().at(-1);", "line 1: at"),
    ("const f = { at: 1, run: (a) => a.at(-1) };", "line 1: at"),
    ("const f = (a) => a.replaceAll('a', 'b');", "line 1: replaceAll"),
    ("const f = (a) => a.b.findLast(Boolean);", "line 1: findLast"),
    ("const f = ({ a }) => a.toSorted();", "line 1: toSorted"),
    ("Promise.any([]);", "line 1: any"),
    ("new WeakRef({});", "line 1: WeakRef"),
    # the browser's
    ("structuredClone({});", "line 1: structuredClone"),
    ("addEventListener('a', () => {}, { signal: null });", "line 1: signal"),
    ("crypto.randomUUID();", "line 1: randomUUID"),
    ("navigator.locks.request('a', () => {});", "line 1: locks"),
    ("document.body.inert = true;", "line 1: inert"),
    ("const f = (a) => a.showModal();", "line 1: showModal"),
    ("new BroadcastChannel('a');", "line 1: BroadcastChannel"),
    # patterns
    ("/(?<=a)b/.test('ab');", "line 1: /(?<=a)b/"),
    ("/a/d.test('ab');", "line 1: /a/d"),
]
HERE = [
    "const f = (a) => a?.b ?? [...a.matchAll(/(?<c>\\p{L})/gu)];",
    "document.body.replaceChildren('a');",
    "const f = (a) => a.replaceChildren('a');",
    "const f = { at: 1, say: () => {} };\nf.say(f.at);",
    "matchMedia('print').addEventListener('change', () => {}, { once: true });",
]


@pytest.fixture(scope="module")
def lacking(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Return what each script lacks, all looked at in one run of the compiler."""
    scripts = [*SCRIPTS.values(), *(code for code, _ in LACKING), *HERE]
    found = lacking_in_scripts(scripts, tmp_path_factory.mktemp("scripts"))
    return dict(zip(scripts, found, strict=True))


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_of_a_page_uses_only_what_the_oldest_phones_have(
    name: str, lacking: dict[str, list[str]]
) -> None:
    assert lacking[SCRIPTS[name]] == []


@pytest.mark.parametrize(("code", "said"), LACKING)
def test_what_a_script_may_not_use_is_found(
    code: str, said: str, lacking: dict[str, list[str]]
) -> None:
    assert said in lacking[code]


@pytest.mark.parametrize("code", HERE)
def test_what_the_oldest_phones_have_may_be_used(code: str, lacking: dict[str, list[str]]) -> None:
    assert lacking[code] == []


SHEETS = {path.name: path for path in PACKAGE.rglob("*.css")}


@pytest.mark.parametrize("name", ["book.css", "in-class.css", "whose-group.css"])
def test_a_style_sheet_has_a_fallback_before_what_the_oldest_phones_lack(name: str) -> None:
    assert set(SHEETS) == {"book.css", "in-class.css", "whose-group.css"}
    assert lacking_in_style(SHEETS[name].read_text(encoding="utf-8")) == []


ROW = ".a { display: flex; gap: 1px }"


@pytest.mark.parametrize(
    ("sheet", "lacking"),
    [
        # a property
        ("a { padding-inline: 1px }", ["a: padding-inline"]),
        ("a { aspect-ratio: 1 }", ["a: aspect-ratio"]),
        ("a { inset: 0 }", ["a: inset"]),
        ("a { appearance: none }", ["a: appearance"]),
        ("a { -webkit-appearance: none; appearance: none }", []),
        ("a { accent-color: red }", ["a: accent-color"]),
        ("@supports (accent-color: red) { a { accent-color: red } }", []),
        ("@supports not (accent-color: red) { a { inset: 0 } }", ["a: inset"]),
        ("@supports (color: red) { a { inset: 0 } }", ["a: inset"]),
        ("@media print { a { inset: 0 } }", ["a: inset"]),
        # a value
        ("a { overflow-wrap: anywhere }", ["a: anywhere"]),
        ("a { overflow-wrap: break-word; overflow-wrap: anywhere }", []),
        ("a { overflow-wrap: anywhere; overflow-wrap: break-word }", ["a: anywhere"]),
        ("a::before { content: 'x' / '' }", ["a::before: alt_text"]),
        ("a::before { content: 'x'; content: 'x' / '' }", []),
        ("a { text-decoration: underline 2px }", ["a: includes_thickness"]),
        ("a { text-decoration: underline dotted }", ["a: dotted"]),
        ("a { text-decoration: underline }", []),
        ("a { color: color-mix(in srgb, red, blue) }", ["a: color-mix()"]),
        ("a { color: red; color: color-mix(in srgb, red, blue) }", []),
        ("a { color: red; color: color-mix(in srgb, var(--a), blue) }", ["a: color-mix()"]),
        ("a { height: 100dvh }", ["a: dvh"]),
        ("a { height: 100vh; height: 100dvh }", []),
        ("a { width: clamp(1px, 2vw, 3px) }", []),
        # a selector
        ("a:has(b) { color: red }", ["a:has(b): :has"]),
        ("a, b:has(c) { color: red }", ["a, b:has(c): :has"]),
        ("@supports selector(:has(a)) { a:has(b) { color: red } }", []),
        ("a:focus-visible { outline: 0 }", ["a:focus-visible: :focus-visible"]),
        ("a:focus { outline: 1px } a:focus:not(:focus-visible) { outline: 0 }", []),
        (
            "a:focus { outline: 1px } a:focus:not(:focus-visible) { color: red }",
            ["a:focus:not(:focus-visible): :focus-visible"],
        ),
        ("a:is(b, :where(c)) { color: red }", []),
        ("a::-webkit-progress-bar { color: red }", []),
        ("a::-webkit-progress-bar, b { color: red }", [":-webkit-progress-bar"]),
        ("a { b & { color: red } }", ["a: nesting"]),
        # a rule of another sort, and a row
        ("@layer a { b { color: red } }", ["@layer"]),
        ("@container (min-width: 1px) { a { inset: 0 } }", []),
        ("@media (width < 1px) { a { color: red } }", ["@media: a range"]),
        ("a { display: grid; gap: 1px }", []),
        (ROW, [".a: gap in a row"]),
        (ROW + "@supports not (inset: 0) { .a > * { margin: 1px } }", []),
        (ROW + "@supports not (inset: 0) { .ab > * { margin: 1px } }", [".a: gap in a row"]),
    ],
)
def test_what_a_style_sheet_may_not_use_without_a_fallback_is_found(
    sheet: str, lacking: list[str]
) -> None:
    found = lacking_in_style(sheet)
    assert len(found) == len(lacking)
    assert all(one.endswith(said) for one, said in zip(found, lacking, strict=True)), found


def test_a_style_sheet_can_be_aged_to_what_the_oldest_phones_understand() -> None:
    sheet = """@media print{a{color:red;inset:0}} b:has(c){color:red}
        @supports (inset: 0) {d{color:red}} @supports not (inset: 0) {e{color:red}}
        @container (min-width:1px){f{color:red}} .g{display:flex;gap:1px} h{display:grid;gap:1px}
        i{color:red;color:color-mix(in srgb,red,blue)} j{color:color-mix(in srgb,var(--a),blue)}
        @keyframes k{to{color:red}}"""
    assert re.sub(r"\s", "", aged_style(sheet)) == (
        "@mediaprint{a{color:red;}}e{color:red;}@container(min-width:1px){}.g{display:flex;}"
        "h{display:grid;gap:1px;}i{color:red;}j{color:unset;}@keyframesk{to{color:red}}"
    )
