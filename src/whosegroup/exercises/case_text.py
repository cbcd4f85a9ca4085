"""What readers see of a case whatever they do with it: its head, and its sentences with labels."""

from __future__ import annotations

from typing import Any

from ..bank.marks import Passage
from ..bank.model import Bank
from ..bank.vignettes import Vignette

Unit = dict[str, Any]


def head(id: str, front: Any) -> Unit:
    """Return what stands above the text of a case, of a group to ask or of a situation."""
    return {"id": id, "title": front.title, "about": front.about, "note": front.note}


def without_nothing(unit: Unit) -> Unit:
    """Return what is shipped of a unit: what it does not have is left out."""
    return {key: value for key, value in unit.items() if value is not None}


def compile_hidden(vignette: Vignette, alias: str) -> Unit:
    """Compile one case of a graded exercise: its sentences, and the note that comes before them."""
    lines = [passage.text for passage in vignette.passages]
    return without_nothing({"id": alias, "note": vignette.front.note, "lines": lines})


def compile_lines(
    vignette: Vignette, bank: Bank, tells: bool = False
) -> list[str | dict[str, Any]]:
    """Compile the sentences of a case: text alone, or its parts with the label of a verdict.

    `tells` is for a case in which no single passage decides.
    """
    return [_line(passage, bank, tells) for passage in vignette.passages]


def _line(passage: Passage, bank: Bank, tells: bool) -> str | dict[str, Any]:
    if not passage.mark:
        return passage.text
    if passage.surface:
        role, name = "surface", bank.words.say(f"surface_cues.{passage.surface}.name")
    else:
        role = "decides" if bank.is_decisive(passage.criterion) and not tells else "agrees"
        name = bank.words.say(f"criteria.{passage.criterion}.name")
    beyond = passage.criterion and bank.criteria[passage.criterion].beyond
    said = "beyond" if beyond else "tells" if tells and role == "agrees" else role
    label = bank.words.say(f"feedback.label.{said}", name=name)
    return {"parts": [passage.before, passage.marked, passage.after], "role": role, "label": label}
