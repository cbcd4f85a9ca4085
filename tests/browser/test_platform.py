"""On a learning platform: what it keeps, who sees what, and what is said when it does not listen.

`Fake` is a platform of our own, written from the standard, which keeps what was kept last and holds
works to 4,096 characters; scorm-again is one that others have written.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from playing import Playing
from playwright.sync_api import BrowserContext, Frame, Page, expect

from handing_in import read
from moodle_report import SAMPLE, Row, moodle_report
from phones import package as node_package
from scorm_site import TOY_BANK, pack_site
from whosegroup.bank.loading import load_bank
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.payload import compile_payload
from whosegroup.work.measures import part_of, unit_of

MOST = 4096
# A platform that keeps each student's data in a table of this page, as JSON in `window.kept`.
FAKE = """
const given = new URLSearchParams(location.search);
const kept = JSON.parse(decodeURIComponent(location.hash.slice(1)) || "{}");
const platform = { kept, calls: [], begun: 0, ended: 0, open: false, refuses: false, longest: 0,
                   lacks: given.getAll("lacks") };
let session = { ...kept };
let error = "0";
const put = (value, code = "0") => { error = code; return value; };
const IDS = /interactions\\.\\d+\\.id$/;
const counted = () => Object.keys(session).filter((key) => IDS.test(key)).length;
const API = {
  LMSInitialize: () => {
    if (platform.open || platform.refuses) return put("false", "101");
    platform.open = true;
    platform.begun += 1;
    return put("true");
  },
  LMSGetValue: (name) => {
    if (!platform.open) return put("", "301");
    if (platform.lacks.includes(name)) return put("", "401");
    if (name === "cmi.interactions._count") return put(String(counted()));
    return put(session[name] ?? "");
  },
  LMSSetValue: (name, value) => {
    platform.calls.push([name, value]);
    if (!platform.open) return put("false", "301");
    if (platform.lacks.includes(name)) return put("false", "401");
    if (name === "cmi.suspend_data") platform.longest = Math.max(platform.longest, value.length);
    if (name === "cmi.suspend_data" && value.length > 4096) return put("false", "405");
    session[name] = value;
    return put("true");
  },
  LMSCommit: () => {
    if (platform.refuses || !platform.open) return put("false", platform.open ? "101" : "301");
    Object.assign(kept, session);
    return put("true");
  },
  LMSFinish: () => {
    API.LMSCommit();
    platform.ended += 1;
    platform.open = false;
    return put("true");
  },
  LMSGetLastError: () => error,
  LMSGetErrorString: () => "",
  LMSGetDiagnostic: () => "",
};
if (!given.has("none")) window.API = API;
Object.assign(window, { platform });
"""
AGAIN = """
const version = new URLSearchParams(location.search).get("version");
const quiet = { logLevel: 5 };
const kept = JSON.parse(decodeURIComponent(location.hash.slice(1)) || "null");
const api = version === "2004" ? new Scorm2004API(quiet) : new Scorm12API(quiet);
if (kept) api.loadFromJSON(kept);
window[version === "2004" ? "API_1484_11" : "API"] = api;
"""
PAGE = """<!doctype html><meta charset=utf-8><link rel=icon href="data:,"><title>Platform</title>
{scripts}<script>{script}</script>
<iframe name=course style="width: 1200px; height: 700px"></iframe>
<script>
const inside = new URLSearchParams(location.search).get("page");
document.querySelector("iframe").src = `course/platform.html${{inside ? `#${{inside}}` : ""}}`;
</script>"""


@pytest.fixture(scope="module")
def platform_site(
    tmp_path_factory: pytest.TempPathFactory, serving: Callable[..., Any]
) -> Iterator[str]:
    """Serve the pages of platforms beside a package of each version; return the address."""
    folder = tmp_path_factory.mktemp("platform")
    for version, name in (("1.2", "course"), ("2004", "2004/course")):
        packed = pack_site(tmp_path_factory.mktemp("packed"), version)
        with zipfile.ZipFile(packed) as file:
            file.extractall(folder / name)
    again = node_package("scorm-again") / "dist"
    for name, script in (("scorm12", "1.2"), ("scorm2004", "2004")):
        place = folder if script == "1.2" else folder / "2004"
        code = (again / f"{name}.min.js").read_text(encoding="utf-8")
        (place / "again.js").write_text(code, encoding="utf-8")
        page = PAGE.format(scripts="<script src=again.js></script>", script=AGAIN)
        (place / "again.html").write_text(page, encoding="utf-8")
    (folder / "fake.html").write_text(PAGE.format(scripts="", script=FAKE), encoding="utf-8")
    server, address = serving(folder)
    yield address
    server.shutdown()


@pytest.fixture(scope="module")
def words() -> dict[str, Any]:
    return load_bank(TOY_BANK).words["platform"]


class Opened:
    """The course, as a student has opened it on a platform."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        page.goto("about:blank")  # a page that differs in its hash alone is not loaded anew
        page.goto(address)
        expect(page.frame_locator("iframe").frame_locator("iframe").locator("main")).to_be_visible()

    @property
    def entry(self) -> Frame:
        [frame] = [f for f in self.page.frames if f.url.split("#")[0].endswith("platform.html")]
        return frame

    @property
    def book(self) -> Frame:
        [frame] = self.entry.child_frames
        return frame

    @property
    def line(self) -> Any:
        return self.entry.locator('[role="status"]')

    def go(self, exercise: str) -> Playing:
        """Go to the page of an exercise, within the session."""
        self.book.goto(self.book.url.split("/course/")[0] + f"/course/pages/{exercise}.html")
        return self.play(exercise)

    def play(self, exercise: str) -> Playing:
        """Return the exercise that is in front."""
        playing = Playing(self.book, compile_payload(load_exercise(exercise, TOY_BANK)))  # type: ignore[arg-type]
        playing.way = "script"
        return playing

    def kept(self) -> dict[str, Any]:
        """Return what the platform has kept."""
        return self.page.evaluate("platform.kept")

    def state(self, name: str) -> Any:
        return self.page.evaluate(f"platform.{name}")

    def until(self, condition: str) -> None:
        self.page.wait_for_function(condition)


Open = Callable[..., Opened]


@pytest.fixture
def opens(platform_site: str, new_context: Callable[..., BrowserContext]) -> Open:
    """Return a way to open the course on the fake platform, in a browser of one's own or in one."""

    def open_course(
        kept: dict[str, Any] | None = None, page: str = "", at: Page | None = None, more: str = ""
    ) -> Opened:
        state = json.dumps(kept or {})
        place = at or new_context().new_page()
        hash = place.evaluate("(text) => encodeURIComponent(text)", state)
        return Opened(place, f"{platform_site}/fake.html?page={page}{more}#{hash}")

    return open_course


def answers_in(frame: Frame, exercise: str) -> int:
    """Return how many answers the page has of an exercise."""
    text = frame.evaluate(
        "(id) => whoseGroupPlatform.shelf.getItem(`whosegroup/1/toy-course/en/${id}`)", exercise
    )
    return len(json.loads(text)["attempts"]) if text else 0


def test_each_answer_is_kept_and_told_at_once(opens: Open, words: dict[str, Any]) -> None:
    course = opens()
    playing = course.go("toy")
    expect(playing.root.locator(".wg-kept")).to_have_text(words["sorter"]["kept_page"])
    first = playing.id
    playing.go()
    course.until("platform.kept['cmi.interactions.0.result']")
    kept = course.kept()
    assert kept["cmi.interactions.0.student_response"].startswith(f"{first}: ")
    assert kept["cmi.interactions.0.result"] == "correct"
    assert kept["cmi.interactions.0.type"] == "fill-in"
    assert kept["cmi.core.lesson_status"] == "incomplete"
    assert kept["cmi.core.lesson_location"] == "pages/toy.html"
    assert kept["cmi.core.exit"] == "suspend"
    assert 0 < int(kept["cmi.core.score.raw"]) < 100
    playing.act("next")
    playing.go(right=False)
    course.until("platform.kept['cmi.interactions.1.result'] === 'wrong'")
    assert course.state("longest") <= MOST


@pytest.mark.parametrize("where", ["pages/toy.html", "pages/keys.html", "course.html"])
def test_no_page_of_a_package_says_where_a_site_keeps_answers(where: str, opens: Open) -> None:
    """Of each word that the platform has another for, all that a page holds is the platform's."""
    course = opens({}, where)
    if where != "course.html":
        course.play(where.removeprefix("pages/").removesuffix(".html")).go()
    main = course.book.locator("main").evaluate(
        "(node) => { node = node.cloneNode(true);"
        " for (const one of node.querySelectorAll('script, template')) one.remove();"
        " return node.textContent.replace(/\\s+/g, ' '); }"
    )
    words = load_bank(TOY_BANK).words
    theirs = [(topic, name) for topic in ("sorter", "course") for name in words["platform"][topic]]
    assert [one for one in theirs if words[one[0]].get(one[1], "\0") in main] == []
    assert "learning platform" in main
    assert "sent anywhere" not in main and "browser alone" not in main


def test_a_session_lasts_from_page_to_page_and_ends_with_the_window(opens: Open) -> None:
    course = opens()
    for exercise in ("toy", "keys", "toy"):
        course.go(exercise)
    assert (course.state("begun"), course.state("ended")) == (1, 0)
    course.page.evaluate("document.querySelector('iframe').remove()")
    course.until("platform.ended === 1")


def test_on_another_device_all_is_there_again(opens: Open) -> None:
    course = opens()
    playing = course.go("toy")
    first = [playing.id]
    playing.go()
    playing.act("next")
    first.append(playing.id)
    playing.read()
    playing.press(next(iter(playing._moves(playing.case, True))))  # left in the middle of a case
    course.until("platform.kept['cmi.interactions.0.result']")
    there = opens(course.kept())
    again = there.play("toy")  # where it was left
    assert again.id == first[1]
    assert answers_in(there.book, "toy") == 1
    again.finish()
    there.until("platform.kept['cmi.interactions.1.result']")
    back = opens(there.kept())
    expect(back.play("toy").summary).to_be_visible()


def test_the_next_student_at_the_same_browser_sees_nothing(opens: Open) -> None:
    course = opens()
    playing = course.go("toy")
    playing.go()
    course.until("platform.kept['cmi.interactions.0.result']")
    other = opens({}, "pages/toy.html", at=course.page)
    assert answers_in(other.book, "toy") == 0
    assert (
        other.book.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length")
        == 0
    )
    assert other.book.evaluate("indexedDB.databases().then((all) => all.length)") == 0


def test_a_link_leads_into_a_page(opens: Open) -> None:
    course = opens({}, "pages/keys.html%23exercise_keys")
    assert course.book.url.endswith("course/pages/keys.html#exercise_keys")


@pytest.mark.parametrize("page", ["https://example.org/x.html", "//example.org/x.html",
                                  "../fake.html", "javascript:alert(1).html"])  # fmt: skip
def test_no_link_leads_out_of_the_course(page: str, opens: Open) -> None:
    assert opens({}, page).book.url.endswith("course/index.html")


def test_a_page_that_stands_alone_goes_into_its_frame(
    platform_site: str, page: Page, words: dict[str, Any]
) -> None:
    page.goto(f"{platform_site}/course/pages/toy.html")
    page.wait_for_url("**/platform.html#pages/toy.html")
    status = page.locator('body > [role="status"]')
    expect(status).to_have_text(words["trouble"]["platform_none"])


def test_a_lost_connection_is_said_and_the_answers_are_sent_again(
    opens: Open, words: dict[str, Any]
) -> None:
    course = opens()
    playing = course.go("toy")
    course.page.evaluate("platform.refuses = true")
    playing.go()
    said = words["trouble"]["platform_lost"]
    expect(course.line).to_have_text(said)
    expect(playing.root.locator(".wg-trouble")).to_have_text(said)
    assert "cmi.suspend_data" not in course.kept()
    second = course.go("keys")  # what is not sent yet is on the next page, too
    expect(second.root.locator(".wg-trouble")).to_have_text(said)
    assert answers_in(course.book, "toy") == 1
    course.page.evaluate("platform.refuses = false")
    course.entry.evaluate("dispatchEvent(new Event('online'))")
    expect(course.line).to_be_hidden()
    expect(second.root.locator(".wg-trouble")).to_have_text("")
    there = opens(course.kept(), "pages/toy.html")
    assert answers_in(there.book, "toy") == 1


def test_a_session_that_has_ended_is_begun_anew(opens: Open, words: dict[str, Any]) -> None:
    course = opens()
    playing = course.go("toy")
    course.page.evaluate("platform.open = false")
    playing.go()
    expect(course.line).to_have_text(words["trouble"]["platform_lost"])
    course.entry.evaluate("dispatchEvent(new Event('online'))")
    expect(course.line).to_be_hidden()
    assert course.state("begun") == 2
    assert course.kept()["cmi.suspend_data"]


def test_what_was_kept_is_never_written_over_unread(opens: Open) -> None:
    course = opens()
    course.go("toy").go()
    course.until("platform.kept['cmi.interactions.0.result']")
    kept = course.kept()
    there = opens(kept, "pages/keys.html", more="&lacks=cmi.suspend_data")
    there.play("keys").go()
    assert there.kept() == kept
    there.page.evaluate("platform.lacks.length = 0")
    there.entry.evaluate("dispatchEvent(new Event('online'))")
    there.until(f"platform.kept['cmi.suspend_data'] !== {json.dumps(kept['cmi.suspend_data'])}")
    back = opens(there.kept(), "pages/toy.html")
    assert (answers_in(back.book, "toy"), answers_in(back.book, "keys")) == (1, 1)


@pytest.mark.parametrize(("text", "why"), [("w9Aabc", "version"), ("of another", "damaged")])
def test_what_cannot_be_read_stays_as_it_is(
    text: str, why: str, opens: Open, words: dict[str, Any]
) -> None:
    course = opens({"cmi.suspend_data": text}, "pages/toy.html")
    course.play("toy").go()
    expect(course.line).to_have_text(words["trouble"][f"platform_{why}"])
    assert course.kept()["cmi.suspend_data"] == text


@pytest.mark.parametrize(
    "lacks",
    ["cmi.core.lesson_mode", "cmi.interactions._count", "cmi.core.score.raw",
     "cmi.core.lesson_location", "cmi.interactions.0.id"],
)  # fmt: skip
def test_what_a_platform_need_not_have_it_need_not_have(lacks: str, opens: Open) -> None:
    course = opens({}, "pages/toy.html", more=f"&lacks={lacks}")
    course.play("toy").go()
    course.until("platform.kept['cmi.suspend_data']")
    expect(course.line).to_be_hidden()


@pytest.mark.parametrize("mode", ["browse", "review"])
def test_a_course_that_is_only_looked_at_keeps_nothing(
    mode: str, opens: Open, words: dict[str, Any]
) -> None:
    course = opens({"cmi.core.lesson_mode": mode}, "pages/toy.html")
    course.play("toy").go()
    expect(course.line).to_have_text(words["trouble"]["platform_review"])
    assert "cmi.suspend_data" not in course.kept()


def test_when_all_is_done_the_course_is_complete(opens: Open) -> None:
    course = opens()
    for exercise in ("first-test", "toy", "pairs", "stalls", "keys", "last-test"):
        assert course.kept().get("cmi.core.lesson_status") != "completed"
        playing = course.go(exercise)
        if playing.shows('[data-action="begin"]'):
            playing.act("begin")
        playing.finish()
        expect(playing.summary).to_be_visible()
    course.until("platform.kept['cmi.core.lesson_status'] === 'completed'")
    assert course.kept()["cmi.core.score.raw"] == "100"
    assert course.state("longest") <= MOST
    course.book.goto(course.book.url.split("/pages/")[0] + "/course.html")
    done = course.book.locator('whose-group-course [data-state="done"]')
    expect(done).to_have_count(6)


def test_only_the_first_answer_to_a_case_is_told(opens: Open) -> None:
    course = opens()
    playing = course.go("toy")
    playing.finish()
    told = (
        "platform.calls.filter(([name]) => /student_response/.test(name)).map(([, said]) => said)"
    )
    course.until(f"{told}.length === {len(playing.cases)}")
    playing.restart()
    playing.finish()
    expect(playing.summary).to_be_visible()
    course.go("keys").go()
    course.until(f"{told}.length === {len(playing.cases) + 1}")


def test_links_to_elsewhere_open_in_a_window_of_their_own(opens: Open) -> None:
    course = opens()
    link = course.book.locator("#outside")
    course.book.evaluate("document.addEventListener('click', (event) => event.preventDefault())")
    link.evaluate("(node) => node.click()")
    expect(link).to_have_attribute("target", "_blank")


def of_others(platform_site: str, version: str) -> tuple[str, str]:
    """Return the page of a platform that others have written, and what it calls its interface."""
    older = version == "1.2"
    root, name = (platform_site, "API") if older else (f"{platform_site}/2004", "API_1484_11")
    return f"{root}/again.html?version={version}", name


@pytest.mark.parametrize("version", ["1.2", "2004"])
def test_on_a_platform_that_others_have_written(
    version: str, platform_site: str, new_context: Callable[..., BrowserContext]
) -> None:
    again, name = of_others(platform_site, version)
    page = new_context().new_page()
    course = Opened(page, f"{again}&page=pages/toy.html")
    playing = course.play("toy")
    playing.go()
    page.wait_for_function(f"{name}.cmi.interactions.childArray.length === 1")
    assert page.evaluate(f"{name}.lastErrorCode") in ("0", 0)
    kept = json.loads(page.evaluate(f"JSON.stringify({name}.cmi)"))
    assert 0 < len(kept["suspend_data"]) <= MOST
    other = new_context().new_page()
    hash = other.evaluate("(text) => encodeURIComponent(text)", json.dumps(kept))
    there = Opened(other, f"{again}#{hash}")
    assert there.book.url.endswith("pages/toy.html")
    assert answers_in(there.book, "toy") == 1


@pytest.mark.parametrize(
    ("version", "call"),
    [("1.2", "LMSSetValue"), ("1.2", "LMSCommit"), ("2004", "SetValue"), ("2004", "Commit")],
)
def test_what_a_platform_of_either_version_refuses_is_said_and_sent_again(
    version: str,
    call: str,
    platform_site: str,
    new_context: Callable[..., BrowserContext],
    words: dict[str, Any],
) -> None:
    again, name = of_others(platform_site, version)
    page = new_context().new_page()
    course = Opened(page, f"{again}&page=pages/toy.html")
    playing = course.play("toy")
    page.evaluate(
        "([name, call]) => { const api = window[name]; window.taken = api[call];"
        " api[call] = () => 'false'; }",
        [name, call],
    )
    playing.go()
    expect(course.line).to_have_text(words["trouble"]["platform_lost"])
    expect(playing.root.locator(".wg-trouble")).to_have_text(words["trouble"]["platform_lost"])
    assert answers_in(course.book, "toy") == 1
    page.evaluate("([name, call]) => { window[name][call] = window.taken; }", [name, call])
    course.entry.evaluate("dispatchEvent(new Event('online'))")
    expect(course.line).to_be_hidden()
    kept = json.loads(page.evaluate(f"JSON.stringify({name}.cmi)"))
    other = new_context().new_page()
    hash = other.evaluate("(text) => encodeURIComponent(text)", json.dumps(kept))
    there = Opened(other, f"{again}#{hash}")
    assert answers_in(there.book, "toy") == 1


# A program may not read them, but a platform may.
TOLD = "JSON.parse(JSON.stringify(API.cmi.interactions.childArray))"


def first_told(attempts: list[Mapping[str, Any]], exercise: str) -> set[tuple[str, str, str]]:
    """Return each case, part and first answer; of a situation, one for each turn."""
    found: dict[tuple[str, str, str], str] = {}
    for attempt in attempts:
        answer = attempt["answer"]
        turn = answer.partition("/")[0] if exercise == "keys" else ""
        words = answer if isinstance(answer, str) else " ".join(answer)
        found.setdefault((unit_of(attempt), part_of(attempt), turn), words)
    return {(unit, part, words) for (unit, part, _), words in found.items()}


def test_a_platform_s_report_tells_each_first_answer(
    platform_site: str,
    new_context: Callable[..., BrowserContext],
    tmp_path: Path,
) -> None:
    """Three students play in scorm-again; `report` reads what Moodle would make of what it holds.

    With `SAMPLE` away, this writes it anew.
    """
    rows: list[Row] = []
    saved: dict[tuple[str, str], set[tuple[str, str, str]]] = {}
    for name, exercises in (
        ("Abe Jun", ("toy", "pairs", "stalls", "keys")),
        ("Mori Ai", ("toy", "keys")),
        ("Ito Ken", ("pairs",)),
    ):
        page = new_context().new_page()
        course = Opened(page, f"{platform_site}/again.html?version=1.2&page=index.html")
        for exercise in exercises:
            playing = course.go(exercise)
            playing.go(right=exercise != "toy")
            if playing.shows('[data-action="next"]'):
                playing.act("next")
            playing.finish()
            text = course.book.evaluate(
                "(id) => whoseGroupPlatform.shelf.getItem(`whosegroup/1/toy-course/en/${id}`)",
                exercise,
            )
            saved[name, exercise] = first_told(json.loads(text)["attempts"], exercise)
        most = sum(len(saved[name, exercise]) for exercise in exercises)
        page.wait_for_function(f"API.cmi.interactions.childArray.length === {most}")
        told = [one["student_response"] for one in page.evaluate(TOLD)]
        rows.append((name, f"{name.split()[0].lower()}@example.org", 1, told))
    text = moodle_report(rows)
    if not SAMPLE.exists():
        SAMPLE.write_text(text, encoding="utf-8")
    (tmp_path / "report.txt").write_text(text, encoding="utf-8")
    found = {
        (work.reader, work.exercise): first_told(work.work["attempts"], work.exercise)
        for work in read(tmp_path).works
    }
    assert found == saved
