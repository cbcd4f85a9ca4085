"""The types of exercise, each in a module of its own; `type` says what one is."""

from __future__ import annotations

from ..settings import IN_PARTS, Settings
from .ask import Asking
from .believe import Believing
from .compare import Comparing
from .decide import Deciding
from .match import Matching
from .parts import InParts
from .place import Placing
from .recall import Recalling
from .sort import Sorting
from .type import Type

# By the name that an exercise's file gives as its `type`, in the order in which they are offered.
TYPES: dict[str, Type] = {
    "sort": Sorting(),
    "compare": Comparing(),
    "place": Placing(),
    "ask": Asking(),
    "decide": Deciding(),
    "match": Matching(),
    "believe": Believing(),
    "recall": Recalling(),
}
TYPES[IN_PARTS] = InParts(TYPES)


def type_of(settings: Settings) -> Type:
    """Return the type of an exercise."""
    return TYPES[settings.type]
