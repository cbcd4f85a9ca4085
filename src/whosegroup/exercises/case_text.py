"""What readers see of a case whatever they do with it: its head, and its sentences with labels."""

from __future__ import annotations

from typing import Any

from ..bank.marks import Passage
from ..bank.model import Bank
from ..bank.vignettes import Vignette
from .feedback import CRITERIA, CUES
from .hand import power_of

Unit = dict[str, Any]


def head(id: str, front: Any) -> Unit:
    """Return what stands above the text of a case, of a group to ask or of a situation."""
    looks = getattr(front, "genre", None)
    return {
        "id": id,
        "title": front.title,
        "about": front.about,
        "note": front.note,
        "genre": looks and looks.replace(" ", "-"),
    }


def without_nothing(unit: Unit) -> Unit:
    """Return what is shipped of a unit: what it does not have is left out."""
    return {key: value for key, value in unit.items() if value is not None}


def compile_hidden(vignette: Vignette, alias: str) -> Unit:
    """Compile one case of a graded exercise: its sentences, its note, and its genre.

    What sort of text it is does not tell its kind: each genre is found in both.
    """
    lines = [passage.text for passage in vignette.passages]
    genre = head(alias, vignette.front)["genre"]
    return without_nothing(
        {"id": alias, "note": vignette.front.note, "genre": genre, "lines": lines}
    )


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
    power = None
    if passage.surface:
        role, name = "surface", bank.words.say(f"surface_cues.{passage.surface}.name")
    else:
        role = "decides" if bank.is_decisive(passage.criterion) and not tells else "agrees"
        # Over what somebody decides says more than how we call that.
        power = power_of(passage, bank) if role == "decides" else None
        named = f"powers.{power}" if power else f"criteria.{passage.criterion}.name"
        name = bank.words.say(named)
    tells = (tells and role == "agrees") or bank.is_ground(passage.criterion)
    said = "beyond" if bank.is_beyond(passage.criterion) else "tells" if tells else role
    label = bank.words.say(f"feedback.label.{said}", name=name)
    return {
        "parts": [passage.before, passage.marked, passage.after],
        **({"within": True} if passage.is_within else {}),
        "role": role,
        "label": label,
        **({"power": power} if power else {}),
        "term": f"{CUES}.{passage.surface}"
        if passage.surface
        else f"{CRITERIA}.{passage.criterion}",
    }
