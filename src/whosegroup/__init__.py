"""Whose Group Is It? Sort case vignettes into self-help groups and support groups, and learn why.

from whosegroup import exercise

work = exercise("two-kinds")
work
"""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .component.course_widget import CourseView
    from .component.widget import Sorter

__all__ = ["course", "exercise"]
__version__ = "0.7.0"

# What matplotlib says of its own cache, once on each machine, and nobody who reads a page can use.
NEWS = re.compile(r"building the font cache|save font_manager cache|mkdir -p|writable directory")
for _name in ("matplotlib", "matplotlib.font_manager"):
    logging.getLogger(_name).addFilter(lambda record: not NEWS.search(record.getMessage()))


def exercise(name: str, lang: str | None = None, folder: Path | None = None) -> Sorter:
    """Return the exercise `name`, ready to be shown and sorted in a notebook.

    Attempts are saved at once to `folder/<name>.json`: `my-work` beside the notebook, unless the
    environment's WHOSEGROUP_WORK or `folder` names another. Raises UnknownExerciseError, or
    ContentError with every mistake in the exercise's files.
    """
    from .component.widget import Sorter
    from .exercises.loading import load_exercise

    return Sorter(load_exercise(name, lang=lang), folder, lang)


def course(lang: str | None = None, folder: Path | None = None) -> CourseView:
    """Return how far the reader is in the whole course, ready to be shown in a notebook.

    It reads what `exercise()` has saved in the same `folder`, and changes nothing. Raises
    ContentError with every mistake in the exercises' files.
    """
    from .component.course_widget import CourseView

    return CourseView(folder, lang)
