"""A small book for measuring: the same twelve cases in our sorter and in jupyterquiz, one theme."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
from ruamel.yaml import YAML

from whosegroup.bank import load_bank

ROOT = Path(__file__).parents[1]
CASES = 12

OURS = 'from whosegroup import exercise\n\nexercise("bench")'
QUIZ = """
from jupyterquiz import display_quiz
from whosegroup.exercises import load_exercise

exercise = load_exercise("bench")
words = exercise.bank.words
display_quiz([
    {
        "question": vignette.text,
        "type": "multiple_choice",
        "answers": [
            {
                "answer": words.say(f"kinds.{kind}.label"),
                "correct": kind == vignette.front.kind,
                "feedback": words.say(f"criteria.ownership.{vignette.front.kind}"),
            }
            for kind in ("self-help", "support")
        ],
    }
    for vignette in exercise.vignettes
])
"""


def build(folder: Path) -> Path:
    """Build the book under `folder` anew; return the folder of its pages."""
    shutil.rmtree(folder, ignore_errors=True)
    content, book = folder / "content", folder / "book"
    shutil.copytree(ROOT / "data", content / "data")
    (content / "exercises").mkdir()
    book.mkdir()
    _write_exercise(content)
    pages = {"ours": [OURS], "quiz": [QUIZ], "both": [OURS, QUIZ], "turned": [QUIZ, OURS]}
    for name, codes in pages.items():
        notebook = nbformat.v4.new_notebook(
            cells=[
                nbformat.v4.new_markdown_cell("# Twelve cases", id="title"),
                *(
                    nbformat.v4.new_code_cell(
                        code.strip(), id=f"cases-{n}", metadata={"tags": ["hide-input"]}
                    )
                    for n, code in enumerate(codes)
                ),
            ],
            metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
        )
        nbformat.write(notebook, book / f"{name}.ipynb")
    (book / "start.md").write_text("# Start\n", encoding="utf-8")
    _write_settings(book)
    done = subprocess.run(
        [Path(sys.executable).with_name("jupyter-book"), "build", book, "-q"],
        env={**os.environ, "WHOSEGROUP_CONTENT": str(content)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    return book / "_build" / "html"


def _write_exercise(content: Path) -> None:
    # Halves of pairs alone: a case in between cannot be sorted, and a long one takes long.
    cases = sorted(load_bank(ROOT).vignettes.items())
    names = [name for name, case in cases if case.front.pair and not case.front.note][:CASES]
    settings = {"type": "sort", "chapter": "book/two-kinds-of-group", "vignettes": names}
    # A jupyterquiz question is answered in one click, so ours asks for the kind alone too.
    settings |= {"evidence": False, "confidence": False}
    yaml = YAML()
    yaml.dump(settings, content / "exercises" / "bench.yml")
    words = content / "data" / "words" / "en" / "exercises.yml"
    table = yaml.load(words)
    table["bench"] = {"title": "Twelve cases", "prompt": "Whose group is it?"}
    yaml.dump(table, words)


def _write_settings(book: Path) -> None:
    yaml = YAML()
    config = yaml.load(ROOT / "_config.yml")
    del config["html"], config["bibtex_bibfiles"]
    config["sphinx"]["config"]["extensions"].remove("sphinxcontrib.bibtex")
    yaml.dump(config, book / "_config.yml")
    chapters = [{"file": path.stem} for path in sorted(book.glob("*.ipynb"))]
    toc = {"format": "jb-book", "root": "start", "chapters": chapters}
    yaml.dump(toc, book / "_toc.yml")
