"""What a style sheet asks of a browser that the oldest phones lack, and has no fallback for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import tinycss2
from tinycss2.ast import AtRule, Declaration, Node, QualifiedRule

from phones import is_newer, table

# What stands in these counts only where a browser knows what they ask for.
GUARDS = {"container", "media", "supports"}
# Without these a page only looks a little plainer, or scrolls a little too far. (A finger has no
# cursor at all.)
ORNAMENTS = {
    "border-end-end-radius",
    "border-end-start-radius",
    "border-start-end-radius",
    "border-start-start-radius",
    "container-type",
    "cursor",
    "scroll-behavior",
    "scroll-margin-bottom",
    "scroll-margin-top",
}
NEWER_UNIT = re.compile(r"^([dls]v|cq).+|^(cap|ic|lh|rcap|rch|rex|ric|rlh)$")


@dataclass
class Rule:
    """A rule's selector and what it declares, in order; `asked` is what an @supports asks."""

    selector: str
    prelude: list[Node]
    declared: list[Declaration]
    asked: str
    names: set[str] = field(init=False)

    def __post_init__(self) -> None:
        self.names = {one.lower_name for one in self.declared}


def lacking_in_style(sheet: str) -> list[str]:
    """Return what the oldest phones would miss: `selector: what`, or `@rule`."""
    rules: list[Rule] = []
    wrong = list(_read(_parsed(sheet), rules))
    return wrong + [f"{rule.selector}: {what}" for rule in rules for what in _lacking(rule, rules)]


def aged_style(sheet: str) -> str:
    """Return a style sheet as the oldest phones understand it."""
    return "".join(map(_aged, _parsed(sheet)))


def _parsed(content: str | list[Node]) -> list[Node]:
    return tinycss2.parse_rule_list(content, skip_comments=True, skip_whitespace=True)


def _read(nodes: Iterable[Node], rules: list[Rule], asked: str = "") -> Iterator[str]:
    """Collect the rules that the oldest phones obey; yield what is wrong with what holds them."""
    for node in nodes:
        if isinstance(node, QualifiedRule):
            rules.append(_rule(node, asked))
            if any(not isinstance(one, Declaration) for one in _inside(node)):
                yield f"{rules[-1].selector}: nesting"
        elif isinstance(node, AtRule):
            name, said = node.lower_at_keyword, tinycss2.serialize(node.prelude).strip()
            if name not in GUARDS and is_newer(table()["css"]["at-rules"].get(name)):
                yield f"@{name}"
            # In a range, a whole query that all browsers should follow would be lost.
            if any(token in ("<", ">", "<=", ">=") for token in _flat(node.prelude)):
                yield f"@{name}: a range"
            if name in GUARDS and not _is_passed_over(node):
                yield from _read(
                    _parsed(node.content), rules, said if name == "supports" else asked
                )


def _rule(node: QualifiedRule, asked: str = "") -> Rule:
    selector = " ".join(tinycss2.serialize(node.prelude).split())
    declared = [one for one in _inside(node) if isinstance(one, Declaration)]
    return Rule(selector, node.prelude, declared, asked)


def _inside(node: QualifiedRule) -> list[Node]:
    return tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)


def _is_passed_over(node: AtRule) -> bool:
    """Tell whether the oldest phones pass over all that stands in a rule."""
    if node.lower_at_keyword != "supports":
        return is_newer(table()["css"]["at-rules"].get(node.lower_at_keyword))
    denied = any(token.type == "ident" and token.value == "not" for token in node.prelude)
    return _asks_for_newer(node.prelude) != denied


def _asks_for_newer(prelude: list[Node]) -> bool:
    for token in prelude:
        if token.type == "() block":
            [one] = tinycss2.parse_blocks_contents(token.content, skip_whitespace=True)
            if isinstance(one, Declaration) and list(_newer_in(one)):
                return True
        if token.type == "function" and list(_newer_selectors(token.arguments)):
            return True
    return False


def _aged(node: Node) -> str:
    if isinstance(node, AtRule) and node.lower_at_keyword in GUARDS:
        inner = "" if _is_passed_over(node) else "".join(map(_aged, _parsed(node.content)))
        if node.lower_at_keyword == "supports":
            return inner
        return f"@{node.at_keyword}{tinycss2.serialize(node.prelude)}{{{inner}}}"
    if not isinstance(node, QualifiedRule):
        return node.serialize()
    rule = _rule(node)
    if list(_newer_selectors(rule.prelude)):
        return ""
    kept = [_aged_declaration(one) for one in rule.declared]
    kept = [one for one in kept if not (_is_row(rule) and one.startswith("gap:"))]
    return f"{rule.selector}{{{''.join(kept)}}}"


def _aged_declaration(one: Declaration) -> str:
    if not list(_newer_in(one)):
        return one.serialize() + ";"
    return f"{one.name}:unset;" if _has_variable(one) else ""


def _lacking(rule: Rule, rules: list[Rule]) -> Iterator[str]:
    newer = list(_newer_selectors(rule.prelude))
    if newer and not _only_takes_back(rule, newer, rules):
        yield from newer
    for number, one in enumerate(rule.declared):
        before = rule.declared[:number]
        yield from (what for what in _newer_in(one) if not _falls_back(one, what, before))
    if _is_row(rule) and not _spaced_without_gap(rule, rules):
        yield "gap in a row"


# ------------------------------------------------------------------------------ selectors


def _newer_selectors(prelude: Iterable[Node]) -> Iterator[str]:
    known = table()["css"]["selectors"]
    before = None
    for token in _flat(prelude):
        name = getattr(token, "lower_name", getattr(token, "lower_value", None))
        if before == ":" and name:
            # What has a maker's prefix is dropped by all others, and may take nothing with it.
            own = name.startswith("-")
            alone = not any(other == "," for other in prelude)
            if (own and not alone) or (not own and is_newer(known.get(name))):
                yield f":{name}"
        before = token


def _only_takes_back(rule: Rule, newer: list[str], rules: list[Rule]) -> bool:
    """Tell whether a rule, which is lost as a whole, only undoes what another does for all."""
    selector = rule.selector
    for name in newer:
        selector = selector.replace(f":not({name})", "")
    others = [one for one in rules if one.selector == selector and not one.asked]
    return selector != rule.selector and any(rule.names <= one.names for one in others)


# ------------------------------------------------------------------------------ declarations


def _newer_in(one: Declaration) -> Iterator[str]:
    """Yield what is newer in a declaration: its property, or words and functions of its value."""
    if one.name.startswith("-"):
        return
    known = table()["css"]["properties"].get(one.lower_name, {})
    if is_newer(known):
        yield one.lower_name
    tokens = list(_flat(one.value))
    for token in tokens:
        if token.type == "ident" and is_newer(known.get(token.value)):
            yield token.value
        if token.type == "function" and _is_newer_function(token.lower_name, known):
            yield f"{token.lower_name}()"
        if token.type == "dimension" and NEWER_UNIT.match(token.lower_unit):
            yield token.lower_unit
    parts = {"content": ("alt_text", "/"), "text-decoration": ("includes_thickness", "dimension")}
    part, sign = parts.get(one.lower_name, ("", ""))
    if is_newer(known.get(part)) and any(sign in (token.type, token) for token in tokens):
        yield part


def _is_newer_function(name: str, known: dict[str, Any]) -> bool:
    types = table()["css"]["types"]
    places = [known, types, *(one for one in types.values() if isinstance(one, dict))]
    return any(is_newer(place.get(name)) for place in places)


def _falls_back(one: Declaration, what: str, before: list[Declaration]) -> bool:
    """Tell whether a browser that does not know a declaration has another one, or misses little.

    A value with a variable in it is taken as it is, and found wrong only when it is too late.
    """
    name = one.lower_name
    if name in ORNAMENTS:
        return True
    if what == name:
        return any(other.lower_name == f"-webkit-{name}" for other in before)
    if _has_variable(one):
        return False
    return any(other.lower_name == name and not list(_newer_in(other)) for other in before)


def _has_variable(one: Declaration) -> bool:
    return any(token.type == "function" and token.lower_name == "var" for token in _flat(one.value))


def _is_row(rule: Rule) -> bool:
    values = {one.lower_name: tinycss2.serialize(one.value).strip() for one in rule.declared}
    return values.get("display") in ("flex", "inline-flex") and "gap" in values


def _spaced_without_gap(rule: Rule, rules: list[Rule]) -> bool:
    """Tell whether what stands in a row has margins where a gap does nothing.

    Nobody can ask for a gap in rows; `inset` came with it to iOS, and can be asked for.
    """
    others = " ".join(one.selector for one in rules if one.asked == "not (inset: 0)")
    return all(name in re.findall(r"\.[\w-]+", others) for name in rule.selector.split(", "))


def _flat(tokens: Iterable[Node]) -> Iterator[Node]:
    for token in tokens:
        yield token
        yield from _flat(getattr(token, "arguments", None) or getattr(token, "content", None) or ())
