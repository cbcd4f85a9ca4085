"""One style sheet for the book, of those rules of the theme's sheets that its pages can use.

A rule stays where every class, id and attribute that its selector asks for is a word of some page
or script; what a script may put together from parts of words is kept by name (KEPT). The sorter's
own sheet, where most names are put together, is not purged at all (theme.WHOLE_SHEETS).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import tinycss2
from tinycss2.ast import AtRule, FunctionBlock, Node, QualifiedRule

WORD = re.compile(r"[A-Za-z0-9_-]+")
DATASET = re.compile(r"\bdataset\.([A-Za-z]+)")
# Rules that hold other rules; of all others only the descriptors count.
NESTING = {"media", "supports", "layer", "container"}
# Made by scripts from parts, so that no page or script holds the whole word.
KEPT = frozenset({"bs-tooltip-auto", "collapsing", "modal-open"})


def words_of(texts: Iterable[str]) -> set[str]:
    """Return every word of pages and scripts that could be a class, an id or an attribute."""
    words = set(KEPT)
    for text in texts:
        words.update(WORD.findall(text))
        words.update(f"data-{_kebab(name)}" for name in DATASET.findall(text))
    return words


def _kebab(name: str) -> str:
    return re.sub(r"[A-Z]", lambda capital: "-" + capital[0].lower(), name)


def inline_imports(sheet: Path) -> str:
    """Return the text of a style sheet with what it imports in the place of each import."""
    rules = tinycss2.parse_stylesheet(sheet.read_text(encoding="utf-8"), skip_comments=True)
    parts = []
    for rule in rules:
        address = _imported(rule)
        parts.append(inline_imports(sheet.parent / address) if address else rule.serialize())
    return "".join(parts)


def _imported(rule: Node) -> str | None:
    if not (isinstance(rule, AtRule) and rule.lower_at_keyword == "import"):
        return None
    found = (token for token in rule.prelude if token.type in ("string", "url"))
    return next(found).value


def purge(sheet: str, words: set[str]) -> str:
    """Return the rules of a style sheet that can match where only these words stand."""
    rules = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    kept = _used_rules(rules, words)
    return "".join(tinycss2.serialize([rule]) for rule in _without_idle(kept))


def _used_rules(rules: Iterable[Node], words: set[str]) -> list[Node]:
    kept: list[Node] = []
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            if prelude := _used_selectors(rule.prelude, words):
                rule.prelude = prelude
                kept.append(rule)
        elif isinstance(rule, AtRule) and rule.lower_at_keyword in NESTING and rule.content:
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            if used := _used_rules(inner, words):
                rule.content = used
                kept.append(rule)
        elif isinstance(rule, AtRule) and rule.lower_at_keyword != "charset":
            kept.append(rule)
    return kept


def _used_selectors(prelude: list[Node], words: set[str]) -> list[Node]:
    """Return those of a rule's selectors, which commas part, that can match."""
    selectors: list[list[Node]] = [[]]
    for token in prelude:
        if token == ",":
            selectors.append([])
        else:
            selectors[-1].append(token)
    used = [selector for selector in selectors if _can_match(selector, words)]
    comma = [token for token in prelude if token == ","][:1]
    return [token for n, one in enumerate(used) for token in (comma if n else []) + one]


def _can_match(selector: list[Node], words: set[str]) -> bool:
    before = None
    for token in selector:
        if token.type == "hash" or (token.type == "ident" and before == "."):
            if token.value not in words:
                return False
        elif token.type == "[] block":
            names = [inner.value for inner in token.content if inner.type == "ident"]
            if names and names[0] not in words:
                return False
        elif _is_any(token) and not _used_selectors(token.arguments, words):
            return False
        before = token
    return True


def _is_any(token: Node) -> bool:
    return isinstance(token, FunctionBlock) and token.lower_name in ("is", "where")


def _without_idle(rules: list[Node]) -> list[Node]:
    """Leave out animations that no rule names."""
    text = "".join(tinycss2.serialize([r]) for r in rules if not _is_keyframes(r))
    names = set(WORD.findall(text))
    return [r for r in rules if not _is_keyframes(r) or _name(r) in names]


def _is_keyframes(rule: Node) -> bool:
    return isinstance(rule, AtRule) and rule.lower_at_keyword.endswith("keyframes")


def _name(rule: AtRule) -> str:
    return next((token.value for token in rule.prelude if token.type == "ident"), "")
