"""What is wrong with text that is not YAML, said in an author's words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.tokens import ScalarToken

QUOTES = "Put the whole value in quotes."
BLOCK = "Put the value in quotes, or begin it on the next line."
# What ruamel.yaml says begins so; what we say, and the remedy; `opened` where the line is that on
# which it began.
SAID: Sequence[tuple[str, str, str, bool]] = (
    (r"found character '\\t'", "a tab stands there", "Write blanks in its place.", False),
    (r"found character '(?P<sign>.)'", "a value begins with {sign}", QUOTES, False),
    (
        r"found unexpected end of stream",
        "a quotation mark is opened and not closed",
        "Close it, or leave both out.",
        True,
    ),
    (
        r"expected ',' or '\]'",
        "a list in square brackets is not closed, or a comma is missing in it",
        "Write [one, two], and put in quotes what holds a comma or a colon.",
        True,
    ),
    (
        r"expected ',' or '}'",
        "what stands in braces is not closed, or a comma is missing in it",
        "Write {name: value, name: value}, and put in quotes what holds a comma or a colon.",
        True,
    ),
    (
        r"expected <block end>, but found '<scalar>'",
        "text stands behind a closing quotation mark",
        "Put the whole value in quotes of the other sort.",
        False,
    ),
    (
        r"expected <block end>, but found '<block|expected '<document start>'",
        "the line does not begin below the one that it belongs with",
        "Begin both with as many blanks.",
        False,
    ),
    (
        r"expected <block end>, but found '[-?]'",
        "lines with `-` and lines with `name:` are mixed",
        "Write only one of the two sorts here.",
        False,
    ),
    (
        r"expected <block end>|expected the node content, but found '(?P<sign>.)'",
        "a sign stands there that opens or closes nothing",
        "Take it out, or put the whole value in quotes.",
        False,
    ),
    (r"found undefined alias|expected alphabetic", "a value begins with * or &", QUOTES, False),
    (
        r"found unknown escape|expected escape",
        r"a value in double quotes holds a `\`",
        "Put it in single quotes.",
        False,
    ),
    (r"expected chomping or indentation", "a value begins with > or |", BLOCK, False),
    (
        r"sequence entries are not allowed|mapping keys are not",
        "a value begins with a sign",
        QUOTES,
        False,
    ),
    (
        r"but found another document",
        "a line `---` ends it too early",
        "Take that line out.",
        False,
    ),
)
COLON = "Put the value in quotes if it holds a colon or begins with a sign."
ODD = r"\d{4}-\d\d?-\d\d?|!!"
KEY = r"[ -]*[^\s:'\"{\[]+"
Mistake = tuple[int, str, str]


def say(error: Exception, text: str) -> Mistake:
    """Return on which line of a text a mistake stands, from 0; what it is; and the remedy."""
    match error:
        case DuplicateKeyError():
            what = error.problem.splitlines()[0].split(" with value")[0]
            return error.problem_mark.line, f"{what[0].upper()}{what[1:]}.", "Keep one of the two."
        case MarkedYAMLError():
            line, what, remedy = _marked(error, text)
            return line, f"This is not YAML: {what}.", remedy
        case YAMLError():  # a control character, of which only the place is known
            line = text.count("\n", 0, getattr(error, "position", 0))
            what = "This is not YAML: a sign stands there that cannot be seen."
            return line, what, "Delete it, and type the line anew."
    if isinstance(error, RecursionError):
        return 0, "A value here cannot be read: lists lie in lists too deep.", "Take brackets out."
    # The thirteenth month, `!!int many`: ruamel.yaml lets Python's own errors pass.
    found = re.search(ODD, text)
    line = text.count("\n", 0, found.start()) if found else 0
    what = "A value here cannot be read as a date or a number."
    return line, what, "Put dates and numbers in quotes."


def _marked(error: MarkedYAMLError, text: str) -> Mistake:
    mark, opened = error.problem_mark or error.context_mark, error.context_mark
    line = mark.line if mark else 0
    problem = (error.problem or error.context or "").splitlines()[0]
    if problem.startswith("mapping values are not allowed"):
        return _colon(line, mark.column, text.split("\n"))
    if problem.startswith("could not find expected ':'"):
        return _no_pair(opened.line if opened else line, text.split("\n"))
    for pattern, what, remedy, from_opened in SAID:
        if found := re.match(pattern, problem):
            line = opened.line if from_opened and opened else line
            return line, what.format(**found.groupdict()), remedy
    return line, "it cannot be read from here on", "Look for a quotation mark or a blank too many."


def _colon(line: int, column: int, lines: Sequence[str]) -> Mistake:
    """Tell a colon within a value from a line of which the one above is none, or another's part."""
    if not re.fullmatch(KEY, lines[line][:column]):
        return line, "a colon and a blank stand within a value", COLON
    above = next((n for n in range(line - 1, -1, -1) if lines[n].strip()), 0)
    if not re.search(r":(\s|$)", lines[above]):
        return _no_pair(above, lines)
    what = "the line begins further to the right than the one above, which is complete"
    return line, what, "Begin both with as many blanks."


def _no_pair(line: int, lines: Sequence[str]) -> Mistake:
    if pair := re.match(r"[\s-]*([a-z_-]+):\S", lines[line]):
        return line, f"a blank is missing behind the colon of '{pair[1]}'", "Put one there."
    remedy = "Write `name: ` before it, or join it to the line above, in quotes."
    return line, "a line is no `name: value`", remedy


# What may be a remark behind a value.
CUT = r"[^\s#][ \t]+#"
# What is no text for readers, behind which a remark may stand: a name, a number, yes or no.
SHORT = r"[a-z0-9./_-]+"


def cut_values(text: str) -> list[Mistake]:
    """Return each value that ends too early, because ` #` begins a remark for YAML.

    Behind a name or a number a remark is a remark.
    """
    if not ((" #" in text or "\t#" in text) and re.search(CUT, text)):
        return []
    try:
        tokens = list(YAML(typ="rt", pure=True).scan(text))
    except Exception:  # this reader is stricter about odd characters
        return []
    return [
        (
            token.end_mark.line,
            f"What stands behind ` #` is not read, and the value ends with '{token.value[-30:]}'.",
            "Put the whole value in quotes, or the remark on a line of its own.",
        )
        for token in tokens
        if isinstance(token, ScalarToken) and token.plain and _is_cut(token, text)
    ]


def _is_cut(token: ScalarToken, text: str) -> bool:
    rest = text[token.end_mark.index :].split("\n", 1)[0]
    remark = rest.lstrip(" \t")
    if remark == rest or not remark.startswith("#"):
        return False
    return not (re.fullmatch(SHORT, token.value) and remark[1:2] in ("", " "))
