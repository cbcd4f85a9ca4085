"""Draw by lot what each case is to be, before anybody writes it: `python draw.py > briefs.yml`.

Whoever writes cases freely soon writes by a formula, which readers find sooner than the point. So
chance says first what sort of text a case is, who uses which power, and what competes with that;
what must be balanced between the kinds is balanced here. Writers may leave a brief that cannot be
told plainly, and say so; they may not trade one that is only hard.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

SEED = 2026
KINDS = ("self-help", "support")
POWERS = ("aims", "admission", "leader", "money", "continuing")
USED = ("used", "disputed", "repaired")
SHOWN = (*USED, "stated", "never needed")
# What members of groups of their own do beyond their meeting, as Oka has it, and may not do.
FEATURES = (
    "knowledge kept and passed on",
    "any professional's door",
    "help for people who never join",
    "action with others",
    "words of their own",
    "voluntary work",
)
# In how many pairs, and in how many other cases of each kind (in the order of KINDS).
TRAITS = {
    "the worker asks, contracts and follows": (5, (3, 11)),
    "one founder is in front": (4, (4, 3)),
    "a committee runs it": (4, (4, 3)),
    "a professional's suggestion is taken up": (4, (4, 3)),
    "trouble, and no happy end": (4, (4, 3)),
}
BOUNDARIES = {"the sponsor's boundary at work": 17, "what the sponsor's boundary gives": 11}
TRAPS = {
    "support": (
        "hospital-room",
        "professional-present",
        "professional-founder",
        "professional-method",
        "professional-peer",
        "public-money",
        "tight-structure",
        "professional-advisers",
        "selective-alliance",
        "called-support-group",
        "closed-course",
        "paid-secretary",
    ),
    "self-help": (
        "sharing",
        "called-association",
        "humble-professional",
        "peer-in-front",
        "outside-hospital",
        "free-and-open",
        "long-history",
        "mutual-help",
        "handover-planned",
        "chores",
        "peer-guest",
        "circle-alone",
        "elected-office",
        "speaking-up",
        "patient-founder",
    ),
}
DOCUMENTS = ("leaflet", "web page", "note", "minutes", "by-laws", "message", "notice")
MATTERS = (
    "diabetes", "stroke", "breast cancer", "childhood cancer", "stoma", "kidney failure",
    "epilepsy", "rheumatism", "Parkinson's disease", "a rare disease", "HIV", "hearing loss",
    "sight loss", "stammering", "brain injury", "heart disease", "asthma", "chronic pain",
    "depression", "bipolar illness", "schizophrenia", "panic attacks", "eating disorder",
    "social withdrawal", "alcohol", "gambling", "drug dependence", "alcohol in the family",
    "dementia in the family", "autism", "learning disability", "children who do not go to school",
    "bereavement", "bereavement by suicide", "stillbirth", "infertility", "premature birth",
    "single parenthood", "violence at home", "care of an old parent", "sleep that will not come",
    "a skin disease",
)  # fmt: skip
PLACES = ("hospital", "clinic", "public health centre", "welfare council", "community", "online")
AREAS = ("city", "suburb", "town", "village")
CHAPTERS, EACH = 10, 3  # each chapter sorts three groups of each kind
PAIRED, COMPARED = 36, 6
SINGLE = {"test a": 14, "test b": 14, "retest": 14, "small try": 10, "look": 2, "chapter": 30}


def shuffled(rng: random.Random, things: Sequence[Any], count: int) -> list[Any]:
    """Return so many of these, each as often as the others, in an order by lot."""
    drawn: list[Any] = []
    while len(drawn) < count:
        drawn += rng.sample(list(things), len(things))
    drawn = drawn[:count]
    rng.shuffle(drawn)
    return drawn


def scenes(rng: random.Random, count: int) -> Iterator[dict[str, Any]]:
    """Yield what a case has beside its kind: two halves of a pair share one of these."""
    documents = shuffled(rng, DOCUMENTS, round(count * 0.42))
    genres = documents + shuffled(rng, ("scene",) * 6 + ("talk",), count - len(documents))
    rng.shuffle(genres)
    columns = {
        "genre": genres,
        "level": shuffled(rng, (1, 1, 2, 2, 2, 3, 3), count),
        "first": shuffled(rng, POWERS, count),
        "manner": shuffled(rng, USED, count),
        "feature": shuffled(rng, FEATURES, count),
        "matter": shuffled(rng, MATTERS, count),
        "place": shuffled(rng, PLACES, count),
        "area": shuffled(rng, AREAS, count),
    }
    for row in zip(*columns.values(), strict=True):
        yield dict(zip(columns, row, strict=True))


def powers(rng: random.Random, scene: dict[str, Any]) -> dict[str, str]:
    """Return which powers are seen, and how; the first of them in use or in dispute."""
    most = {1: (2, 3), 2: (1, 2), 3: (2, 4)}[scene["level"]]
    others = [power for power in POWERS if power != scene["first"]]
    more = rng.sample(others, rng.randint(*most) - 1)
    return {scene["first"]: scene["manner"]} | {power: rng.choice(SHOWN) for power in more}


def brief(
    rng: random.Random, scene: dict[str, Any], kind: str, decks: dict[str, list[str]]
) -> dict[str, Any]:
    """Return what one case is to be; `decks` hold the surface cues by the kind they suggest."""
    other = KINDS[1 - KINDS.index(kind)]
    wrong, right = {1: (1, 0), 2: (1, 1), 3: (2, 1)}[scene["level"]]
    leans = rng.random() < 0.8
    present = leans == (kind == KINDS[0])
    return {
        "kind": kind,
        "genre": scene["genre"],
        "level": scene["level"],
        "setting": {name: scene[name] for name in ("matter", "place", "area")},
        "powers": powers(rng, scene),
        "traps": [decks[other].pop() for _ in range(wrong)]
        + [decks[kind].pop() for _ in range(right)],
        "beyond": f"{scene['feature']}: {'seen' if present else 'missing, or not allowed'}",
    }


def draw() -> list[dict[str, Any]]:
    """Return all briefs, in the order in which they were drawn."""
    rng = random.Random(SEED)
    decks = {kind: shuffled(rng, TRAPS[kind], 600) for kind in KINDS}
    pairs, singles = [], []
    for number, scene in enumerate(scenes(rng, PAIRED), start=1):
        drawn = brief(rng, scene, rng.choice(KINDS), decks)
        # Both halves have the same: only who decides is another.
        halves = [{"id": f"p{number:02}-{kind}", **drawn, "kind": kind} for kind in KINDS]
        pairs.append(halves)
    uses = [use for use, count in SINGLE.items() for _ in range(count)]
    for number, (scene, use) in enumerate(zip(scenes(rng, len(uses)), uses, strict=True), start=1):
        kind = KINDS[number % 2]
        singles.append({"id": f"s{number:02}", "use": use, **brief(rng, scene, kind, decks)})
    give_traits(rng, pairs, singles)
    give_uses(rng, pairs, singles)
    return [half for halves in pairs for half in halves] + singles


def give_traits(
    rng: random.Random, pairs: list[list[dict[str, Any]]], singles: list[dict[str, Any]]
) -> None:
    """Give each trait to as many cases as are wanted, and a boundary to agencies' groups."""
    order = rng.sample(pairs, len(pairs))
    alone = {kind: [one for one in singles if one["kind"] == kind] for kind in KINDS}
    left = {kind: rng.sample(alone[kind], len(alone[kind])) for kind in KINDS}
    for trait, (together, apart) in TRAITS.items():
        for halves in (order.pop() for _ in range(together)):
            for half in halves:
                half["trait"] = trait
        for kind, count in zip(KINDS, apart, strict=True):
            for _ in range(count):
                left[kind].pop()["trait"] = trait
    bounded = rng.sample(alone[KINDS[1]], sum(BOUNDARIES.values()))
    for boundary, count in BOUNDARIES.items():
        for _ in range(count):
            bounded.pop()["boundary"] = boundary


def give_uses(
    rng: random.Random, pairs: list[list[dict[str, Any]]], singles: list[dict[str, Any]]
) -> None:
    """Say where each case is met; levels rise through the chapters.

    Of a pair that is not compared, one half is met in a chapter and the other in mixed practice
    alone: it does not come back in a later chapter, so "the other kind this time" is no rule.
    """
    order = rng.sample(pairs, len(pairs))
    for halves in order[:COMPARED]:
        for half in halves:
            half["use"] = "compare"
    met: dict[str, list[dict[str, Any]]] = {kind: [] for kind in KINDS}
    for number, halves in enumerate(order[COMPARED:]):
        first, second = halves if number % 2 else halves[::-1]
        met[first["kind"]].append(first)
        second["use"] = "mixed"
    for one in singles:
        if one["use"] == "chapter":
            met[one["kind"]].append(one)
    for entries in met.values():
        rng.shuffle(entries)
        for place, entry in enumerate(sorted(entries, key=lambda entry: entry["level"])):
            entry["use"] = f"chapter {place // EACH + 1}"


def counted(found: list[dict[str, Any]]) -> str:
    """Return what was drawn how often, as remarks above the briefs."""
    rows = []
    for name in ("kind", "genre", "level", "use", "trait", "boundary"):
        counts = Counter(f"{entry['kind'][:4]} {entry[name]}" for entry in found if name in entry)
        rows.append(f"# {name}: " + ", ".join(f"{key} {n}" for key, n in sorted(counts.items())))
    return "\n".join(rows)


def main() -> None:
    from ruamel.yaml import YAML

    found = draw()
    print("# Drawn by draw.py, before anybody wrote.")
    print(counted(found))
    yaml = YAML()
    yaml.default_flow_style = None
    yaml.width = 100
    yaml.representer.ignore_aliases = lambda _data: True
    yaml.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
