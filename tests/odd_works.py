"""Works and records that nobody would think of, by a seed: whatever a file may hold."""

from __future__ import annotations

import json
import random

words = str.split

NUMBERS = words("""
1 1.0 1e0 10e-1 2 3.00 0 -0 -0.0 -1 2.5 1e2 1E+2 999999999 1000000000 9007199254740991 1e15 1e16
9007199254740992 9007199254740993 12345678901234567890 1e21 1e22 123456789e12 1e300 1e400 -1e400
1e-400 5e-324 0.1 1.7976931348623157e308 1.7976931348623159e308
""")
NUMBERS += ["9" * 308, "9" * 309, "-" + "9" * 400, "9" * 5000, "0." + "9" * 400]
NO_JSON = words("""
NaN Infinity -Infinity 01 1. .5 +1 0x1 1_0 undefined '1' True None [1,] {"a":1,} -
""")
STRINGS = words(r"a b a|b | \ \| b\ A é z 日本 toy __proto__ NaN")
STRINGS += ["", "e\u0301", "\0", "\u2028", "\ue000", "\uffff", "\uffff\uffff", "\ufffd"]
STRINGS += ["\U0001f600", "\U0010ffff", "\U0001f600b"]
STRINGS += ["\ud83d", "\ude00", "\ud83d\ue000", "\ud83da", "\udbff\uffff"]  # halves of pairs
TIMES = ["2026-04-13T09:30:01.000Z", "2026-04-13T09:30:02.000Z", "2026-04-13T09:30:01.000Z|tea"]
OTHERS = words("""null true false [] {} [1,[2.0]] {"a":{"b":1e2}} ["a","b"] [[]]""")
NAMES = words("""
__proto__ constructor toString hasOwnProperty length prototype valueOf 0 -1 at run answer vignette
item part skipped payload confidence passage attempts format
""")
EXERCISES = ["plain", "a-1", "Bad Name", "", "über", "toy\n", "a" * 80, "a" * 81, "undefined"]
FAULTS = ["\ufeff", " ", "\n", "\u00a0", "\0", ",", "}", "]", '"', "/* */", "// a\n", "\\", "\x1f"]


class Chance:
    """Works by a seed: sound ones, in which now and then something is odd."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def one_in(self, many: int) -> bool:
        return self.random.randrange(many) == 0

    def of(self, some: list[str]) -> str:
        return self.random.choice(some)

    def text(self, *usual: str) -> str:
        """Return a string as JSON, raw or in escapes."""
        chosen = self.of([*usual]) if usual and not self.one_in(4) else self.of(STRINGS)
        if self.one_in(8):
            chosen += self.of(STRINGS)
        return json.dumps(chosen, ensure_ascii=self.one_in(2))

    def value(self) -> str:
        """Return any value as JSON, or now and then something that only looks like one."""
        ways = [lambda: self.of(NUMBERS), self.text, lambda: self.of(OTHERS), self.deep]
        return self.of(NO_JSON) if self.one_in(40) else self.random.choice(ways)()

    def deep(self) -> str:
        """Return lists or tables within one another, about as deep as may be and far deeper."""
        levels = self.random.choice([3, 34, 35, 36, 37, 38, 39, 40, 41, 300, 3000])
        opens, closes = ("[", "]") if self.one_in(2) else ('{"a":', "}")
        return opens * levels + self.of(["1", "[]", "{}"]) + closes * levels

    def table(self, fields: dict[str, str], odd: int) -> str:
        """Return a table as JSON; one in so many is odd in one of its fields."""
        pairs = list(fields.items())
        if self.one_in(odd):
            name = self.of(list(fields))
            changed = {"drop": None, "any": self.value(), "number": self.of(NUMBERS)}
            value = changed[self.of(list(changed))]
            pairs = [pair for pair in pairs if pair[0] != name or self.one_in(4)]
            pairs += [(name, value)] if value is not None else []
        if self.one_in(6):
            pairs.append((self.of(NAMES), self.value()))
        if self.one_in(8):
            self.random.shuffle(pairs)
        return "{" + ", ".join(f"{json.dumps(name)}: {value}" for name, value in pairs) + "}"

    def attempt(self) -> str:
        fields = {"at": self.text(*TIMES), "run": self.of(["1", "1", "2", "3", "1.0", "2e0"])}
        fields[self.of(["vignette", "vignette", "item"])] = self.text("tea", "garden", "b")
        if self.one_in(3):
            fields["part"] = self.text("", "aims", "a") if self.one_in(2) else "null"
        if self.one_in(5):
            fields["skipped"] = self.of(["true", "true", "false", "1"])
        if self.one_in(5):
            fields["passage"] = self.of(["1", "2.0", "null", "1e300"])
        if not ("skipped" in fields and self.one_in(2)):
            fields["answer"] = self.of(['"support"', '"self-help"', '["a", "b"]', "[]"])
        return self.table(fields, 40)

    def work(self) -> str:
        """Return the text of a work; one in ten is no JSON any more."""
        return self.spoilt(self.sound_work('"toy"'))

    def sound_work(self, exercise: str) -> str:
        """Return a work as JSON, in which something may be odd."""
        attempts = ", ".join(self.attempt() for _ in range(self.random.randrange(7)))
        fields = {"format": '"whosegroup-work"', "version": self.of(["1"] * 8 + ["1.0", "2"])}
        fields |= {
            "work": self.text("9f2c51d07a3be846"),
            "lang": '"en"',
            "attempts": f"[{attempts}]",
        }
        fields["exercise"] = exercise if not self.one_in(20) else self.text()
        if self.one_in(3):
            fields["run"] = self.of(NUMBERS)
        return self.table(fields, 6)

    def record(self) -> str:
        """Return the text of a record; one in ten is no JSON any more."""
        works = [self.one() for _ in range(self.random.randrange(5))]
        fields = {
            "format": '"whosegroup-record"',
            "version": self.of(["1"] * 8 + ["1.0", "2", "true"]),
            "course": '"toy-course"' if not self.one_in(10) else self.text(),
            "lang": '"en"',
            "works": f"[{', '.join(works)}]",
        }
        return self.spoilt(self.table(fields, 6))

    def one(self) -> str:
        """Return what may stand among the works of a record, as JSON."""
        named = "toy" if not self.one_in(4) else self.of(EXERCISES)
        work = self.sound_work(json.dumps(named, ensure_ascii=self.one_in(2)))
        return self.of([*OTHERS, "1e400", self.deep()]) if self.one_in(15) else work

    def spoilt(self, text: str) -> str:
        """Return a text of which one in ten is no JSON any more."""
        if self.one_in(10):
            place = self.random.choice([0, len(text), self.random.randrange(len(text))])
            text = text[:place] + self.of([*FAULTS, ""]) + text[place + self.random.randrange(3) :]
        # Two halves of a pair beside each other are one letter, as in every text that is decoded.
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def works(seed: int, count: int) -> list[str]:
    chance = Chance(seed)
    return [chance.work() for _ in range(count)]


def records(seed: int, count: int) -> list[str]:
    chance = Chance(seed)
    return [chance.record() for _ in range(count)]
