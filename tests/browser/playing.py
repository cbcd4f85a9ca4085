"""What a reader does with an exercise of any type, for tests to say in a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import dist
from typing import Any

from playwright.sync_api import Locator, Page, expect

from whosegroup.exercises.tags import line_text, quoted, text_of

HOLDS = ("fits", "defensible")
# More than any toy exercise has: one that never ends is broken, and must not be waited for.
MOST_STEPS = 200
NEAR, AT_ONCE = 40, 410  # pixels and milliseconds: what is one tap, and no second
# Where to click something that is in sight, free and at rest: else nowhere.
AIM = """(node) => {
    const box = node.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const hit = document.elementFromPoint(x, y);
    const free = hit && node.contains(hit) && !node.matches(":disabled");
    const inSight = box.top >= 0 && box.bottom <= innerHeight;
    const atRest = matchMedia("(prefers-reduced-motion: reduce)").matches;
    return free && inSight && atRest ? [x, y] : null;
}"""
# Presses what each case needs until the summary is there; `ways` has it by case, of a situation to
# decide in by what can be chosen.
FINISH = """(root, [ways, most, verdicts]) => {
    const find = (selector) => root.querySelector(selector);
    const said = find('[role="status"]').dataset;
    for (let step = 0; step < most; step += 1) {
        if (find(".wg-summary")) return;
        const onwards = find(
            '[data-action="next"], [data-action="read"], .wg-part-card [data-action="begin"]'
        );
        if (onwards) { onwards.click(); continue; }
        const { vignette, item } = find("[data-vignette], [data-item]").dataset;
        const field = find(".wg-own-text");
        if (field) { field.value = "Theirs."; field.dispatchEvent(new Event("input")); }
        const options = [...root.querySelectorAll(".wg-choice")].map((one) => one.dataset.answer);
        const way = ways[vignette ?? item] ?? ways[options];
        way.forEach((selector) => find(selector).click());
        const { verdict } = said;
        if (verdicts && !verdicts.includes(verdict)) throw Error(`${way}: ${verdict}`);
    }
    throw Error(`No end after ${most} steps.`);
}"""
UNFOLD = "(node) => node.closest('.wg-work')?.setAttribute('open', '')"
# What the sorter puts away while it works is back on paper, if it has no answers to put there.
ON_PAPER = """() => Array.from(document.querySelectorAll("whose-group")).every((one) =>
    one.dataset.paper === "answers" ? !one.querySelector(".wg-case-list > li > details:not([open])")
    : one.querySelector(":scope > .wg-plain"))"""


def put_on_paper(page: Page) -> None:
    """Show a page as a printer gets it."""
    page.emulate_media(media="print")
    page.wait_for_function(ON_PAPER)


class Playing:
    """One exercise on an open page, and what its payload knows about the case in front."""

    def __init__(self, page: Page, payload: dict[str, Any]) -> None:
        self.page = page
        self.payload = payload
        self.words = payload["words"]
        self.root: Locator = page.locator(f'whose-group[exercise="{payload["exercise"]}"]')
        self.status = self.root.locator('[role="status"]')
        self.summary = self.root.locator(".wg-summary")
        self.cases = {case["id"]: case for case in payload["cases"]}
        self.way = "click"
        self.last: list[float] | None = []  # where it was pressed, None if that is not known
        expect(self.root).to_have_attribute("data-state", re.compile("ready|done"))

    # ---------------------------------------------------------------- what is in front

    @property
    def id(self) -> str:
        """Return the id of the case or item in front."""
        card = self.root.locator("[data-vignette], [data-item]")
        return card.get_attribute("data-vignette") or card.get_attribute("data-item")

    @property
    def case(self) -> dict[str, Any]:
        """Return what the payload knows about the case or item in front."""
        return self.cases[self.id]

    @property
    def turn(self) -> dict[str, Any]:
        """Return the turn in front, of a situation to decide in."""
        shown = self.root.locator(".wg-choice")
        ids = shown.evaluate_all("(all) => all.map((node) => node.dataset.answer)")
        turns = self.case["turns"].values()
        return next(t for t in turns if [option["id"] for option in t["options"]] == ids)

    def shows(self, selector: str) -> bool:
        """Tell whether something is there now."""
        return self.root.locator(selector).count() > 0

    # ---------------------------------------------------------------- what a reader does

    def press(self, selector: str) -> None:
        """Press one button, with a mouse or a finger."""
        self.point_at(self.root.locator(selector))

    def point_at(self, target: Locator) -> None:
        """Click or tap something that is there and free."""
        if self.way == "script":
            # For long ways through exercises of whose buttons others have seen that they are free.
            target.evaluate("(node) => node.click()")
        elif aim := target.evaluate(AIM):
            self._look_first(aim)
            point = self.page.mouse.click if self.way == "click" else self.page.touchscreen.tap
            point(*aim)
        else:
            target.evaluate(UNFOLD)
            # Playwright scrolls, waits for it to be free, and says what is in the way.
            self._look_first(None)
            target.tap() if self.way == "tap" else target.click()

    def _look_first(self, aim: list[float] | None) -> None:
        """Wait where this may be the place of the last tap: a second one at once is not taken."""
        if self.last != [] and (aim is None or self.last is None or dist(aim, self.last) < NEAR):
            self.page.wait_for_timeout(AT_ONCE)
        self.last = aim

    def tab_to(self, selector: str) -> None:
        """Press Tab until the focus is there."""
        for _ in range(MOST_STEPS):
            if self.in_focus(selector):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never comes to {selector}")

    def in_focus(self, selector: str) -> bool:
        """Tell whether the focus is on such a thing."""
        return self.page.evaluate("(to) => document.activeElement.matches(to)", selector)

    def act(self, action: str) -> None:
        """Press one of the buttons that act: next, skip, save, load, restart, begin."""
        self.press(f'button[data-action="{action}"]')

    def restart(self) -> None:
        """Start again, and say so once more when it is asked."""
        self.act("restart")
        self.act("restart-yes")

    def read(self) -> None:
        """Read the case in front, if its note comes first."""
        if self.shows('[data-action="read"]'):
            self.act("read")

    def moves(self, right: bool = True) -> list[str]:
        """Return what to press to answer the case in front so that it holds, or does not."""
        return self._moves(self.case, right)

    def _moves(self, case: dict[str, Any], right: bool) -> list[str]:
        return list(getattr(self, f"_{self._type_of(case)}")(case, right))

    def _type_of(self, case: dict[str, Any]) -> str:
        return case.get("type", self.payload["type"])

    def _asked_at(self, case: dict[str, Any]) -> dict[str, Any]:
        """Return what is asked at a case: by its part, if the exercise has several."""
        parts = self.payload.get("parts", ())
        return next((part for part in parts if part["id"] == case["part"]), self.payload)

    def steps(self, right: bool = True) -> Iterator[None]:
        """Answer the case in front, and pause before each press and after the last."""
        yield
        if self.shows('[data-action="read"]'):
            self.act("read")
            yield
        if self.shows(".wg-own-text"):
            self.root.locator(".wg-own-text").fill("Theirs.")
            yield
        for selector in self.moves(right):
            self.press(selector)
            yield

    def until_end(self) -> Iterator[None]:
        """Pause before each step that is still to be taken up to the summary."""
        for _ in range(MOST_STEPS):
            if self.shows(".wg-summary"):
                return
            yield
        raise AssertionError(f"No end after {MOST_STEPS} steps.")

    def walk(self) -> Iterator[None]:
        """Do the whole exercise, the first case wrongly, and pause at each state there is."""
        yield
        for action in ("begin", "show-anyway"):
            if self.shows(f'[data-action="{action}"]'):
                self.act(action)
                yield
        right = False
        for _ in self.until_end():
            if self.shows('[data-action="next"]'):
                self.act("next")
                yield
            elif self.shows(".wg-part-card"):
                self.act("begin")
                yield
            else:
                steps = self.steps(right)
                next(steps)
                yield from steps
                right = True
        # What is folded within a case is there once the case is opened.
        for case in self.summary.locator(".wg-case-list > li").all():
            self.point_at(case.locator("summary").first)
            yield
            for folded in case.locator("details details > summary").all():
                self.point_at(folded)
                yield

    def go(self, right: bool = True) -> str:
        """Answer the case in front so that it holds, or does not; return its id."""
        case = self.id
        for _ in self.steps(right):
            pass
        if self.is_judged:
            expect(self.status).to_have_attribute("data-verdict", _verdicts(right))
        return case

    @property
    def is_judged(self) -> bool:
        """Tell whether a verdict follows each answer."""
        return self.payload["feedback"] == "each" and self.payload["type"] != "recall"

    def finish(self) -> None:
        """Answer rightly whatever is left, up to the summary, by one script.

        That buttons can be pressed with a mouse, a finger or keys is seen where `walk` and `go` do.
        """
        # What opens a test looks up a code before the first case comes.
        expect(self.root.locator(".wg-opening:not(.wg-part-card)")).to_have_count(0)
        verdicts = HOLDS if self.is_judged else None
        self.root.evaluate(FINISH, [self._ways(), MOST_STEPS, verdicts])

    def _ways(self) -> dict[str, list[str]]:
        """Return what to press to answer rightly, by case, or by what can be chosen."""
        cases = self.payload["cases"]
        others = [case for case in cases if self._type_of(case) != "decide"]
        turns = [t for case in cases if "turns" in case for t in case["turns"].values()]
        return {case["id"]: self._moves(case, True) for case in others} | {
            ",".join(option["id"] for option in turn["options"]): [_option(turn, True)]
            for turn in turns
        }

    def open_file(self, path: Any) -> None:
        """Open a saved work."""
        self.root.locator('input[type="file"]').set_input_files(path)

    # ---------------------------------------------------------------- what there is then

    def work(self) -> dict[str, Any]:
        """Return the work as browser storage holds it."""
        return self.page.evaluate(
            "(key) => JSON.parse(localStorage.getItem(key))", storage_key(self.payload)
        )

    def hears(self, count: int) -> None:
        """Wait until this page knows of so many attempts, given here or in another tab."""
        known = "([payload, n]) => whoseGroup.pageStore(payload).work().attempts.length === n"
        self.page.wait_for_function(known, arg=[self.payload, count])

    def given(self) -> list[dict[str, Any]]:
        """Return the attempts, without what they all have."""
        common = ("at", "run", "payload")
        return [
            {name: value for name, value in attempt.items() if name not in common}
            for attempt in self.work()["attempts"]
        ]

    def texts(self, *indices: int) -> list[str]:
        """Return the texts of fragments."""
        fragments = [self.payload["fragments"][index] for index in indices]
        return [text_of(fragment, self.payload) for fragment in fragments]

    def told(self, case: dict[str, Any], *indices: int) -> list[str]:
        """Return what fragments say of a case, each line with its name, if it has one."""
        fragments, words = [self.payload["fragments"][i] for i in indices], self.payload["words"]
        names = [words.get(f"said_{fragment['role']}") for fragment in fragments]
        return [
            f"{name}: {text}" if name else text
            for name, fragment in zip(names, fragments, strict=True)
            for text in [quoted(fragment, case["lines"], self.payload)]
        ]

    def said(self) -> list[str]:
        """Return what the verdict says, a paragraph each."""
        return self.status.locator(".wg-say").all_text_contents()

    def lines(self, case: dict[str, Any]) -> list[str]:
        """Return the sentences of a case, of both halves if it is a pair."""
        halves = case.get("halves", [case])
        return [line_text(line) for half in halves for line in half["lines"]]

    # ---------------------------------------------------------------- how each type is answered

    def _sort(self, case: dict[str, Any], right: bool) -> Iterator[str]:
        kinds = {reply["verdict"]: kind for kind, reply in case["replies"].items()}
        yield f'button[data-answer="{kinds["fits" if right else "look-again"]}"]'
        asked = self._asked_at(case)
        if asked["evidence"]:
            role = "decides" if right else "surface"
            places = [not isinstance(line, str) and line["role"] == role for line in case["lines"]]
            yield f'button[data-passage="{places.index(True) + 1}"]'
        if asked["confidence"]:
            yield 'button[data-confidence="sure"]'

    def _match(self, case: dict[str, Any], right: bool) -> Iterator[str]:
        yield f'button[data-answer="{_one(case["replies"], right)}"]'

    def _compare(self, case: dict[str, Any], right: bool) -> Iterator[str]:
        tells = [d["verdict"] == "fits" for d in case["differences"]]
        yield f'[data-half="1"] button[data-passage="{tells.index(right) + 1}"]'
        kinds = [half["kind"] for half in case["halves"]]
        for kind in kinds if right else reversed(kinds):
            yield f'button[data-answer="{kind}"]'

    def _place(self, case: dict[str, Any], right: bool) -> Iterator[str]:
        for part in case["parts"][:-1]:
            verdicts = {place: {"verdict": v} for place, v in part["replies"].items()}
            yield place_button(part["id"], _one(verdicts, right))
        yield place_button("reason", _one(case["reasons"], right))
        yield '[data-action="check"]'

    def _ask(self, case: dict[str, Any], right: bool) -> Iterator[str]:
        names = [question["id"] for question in case["questions"]]
        names.sort(key=lambda name: name not in case["settling"])
        for name in names[: case["choose"]]:
            yield f'.wg-choice[data-answer="{name}"]'
        yield '[data-action="check"]'
        replies = case["replies"]["settled" if case["settling"] else "open"]
        yield f'.wg-answer[data-answer="{_one(replies, right)}"]'

    def _believe(self, case: dict[str, Any], right: bool) -> Iterator[str]:
        replies = {name: reply for name, reply in case["replies"].items() if "verdict" in reply}
        yield f'button[data-answer="{_one(replies, right)}"]'

    def _recall(self, case: dict[str, Any], right: bool) -> Iterator[str]:
        yield '[data-action="keep"]'

    def _decide(self, case: dict[str, Any], right: bool) -> Iterator[str]:
        yield _option(self.turn, right)


def place_button(part: str, place: str) -> str:
    """Return where the button of a place on the line of five is, or that of a reason."""
    return f'button[data-part="{part}"][data-answer="{place}"]'


def _option(turn: dict[str, Any], right: bool) -> str:
    options = {option["id"]: option for option in turn["options"]}
    return f'.wg-choice[data-answer="{_one(options, right)}"]'


def _verdicts(right: bool) -> str | re.Pattern[str]:
    return re.compile("^(fits|defensible)$") if right else "look-again"


def _one(replies: dict[str, Any], right: bool) -> str:
    """Return the first answer that holds without a reservation, or the first that does not."""
    return next(
        answer
        for answer, reply in replies.items()
        if (reply["verdict"] in HOLDS) == right and not reply.get("reason")
    )


def storage_key(payload: dict[str, Any]) -> str:
    """Return the key under which a page keeps the work."""
    return "/".join(["whosegroup/1", payload["course"], payload["lang"], payload["exercise"]])
