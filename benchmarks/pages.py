"""Two small books for measuring: ours, and one as Jupyter Book makes it, with the same cases."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
from measuring import ROOT
from peers import CASES, PEERS, SCRIPTS, fetch_manager
from ruamel.yaml import YAML

from whosegroup.bank.loading import load_bank

SIZES = (12, 100, 500)
# What a case and its feedback show together, about the median of the twelve.
LETTERS = 1_800
COPY = re.compile(r"^(pair: .*)$", re.MULTILINE)


def write_content(folder: Path, sizes: tuple[int, ...] = SIZES) -> Path:
    """Write a bank in which halves of pairs are copied, and exercises `bench-<n>` of n cases."""
    for name in ("data", "exercises"):
        shutil.copytree(ROOT / name, folder / name)
    # A case in between cannot be sorted; a note must be read first.
    bank = load_bank(ROOT)
    pairs = [v for v in bank.vignettes.values() if v.front.pair and not v.front.note]
    pairs = [v for v in pairs if v.front.kind in ("self-help", "support")]
    place = folder / "data" / "vignettes" / bank.lang
    names = [v.id for v in pairs]
    copy = 0
    while len(names) < max(sizes):
        copy += 1
        for vignette in pairs:
            text = (place / f"{vignette.id}.md").read_text(encoding="utf-8")
            text = COPY.sub(rf"\1-{copy}", text)
            (place / f"{vignette.id}-{copy}.md").write_text(text, encoding="utf-8")
            names.append(f"{vignette.id}-{copy}")
    yaml = YAML()
    words = folder / "data" / "words" / bank.lang / "exercises.yml"
    table = yaml.load(words)
    for size in sizes:
        # A question of the peers is answered in one press, so ours asks for the kind alone too.
        settings = {"type": "sort", "chapter": "book/two-kinds-of-group"}
        settings |= {"vignettes": names[:size], "evidence": False, "confidence": False}
        yaml.dump(settings, folder / "exercises" / f"bench-{size}.yml")
        table[f"bench-{size}"] = {"title": f"{size} cases", "prompt": "Whose group is it?"}
    yaml.dump(table, words)
    return folder


def build(folder: Path) -> tuple[Path, Path]:
    """Build both books under `folder` anew; return the folders of their pages."""
    shutil.rmtree(folder, ignore_errors=True)
    content = write_content(folder / "content")
    ours, stock = folder / "ours", folder / "stock"
    codes = {
        f"ours-{n}": f'from whosegroup import exercise\n\nexercise("bench-{n}")' for n in SIZES
    }
    codes["next"] = codes["ours-12"]
    config = read_config()
    del config["html"], config["bibtex_bibfiles"]
    config["sphinx"]["config"]["extensions"].remove("sphinxcontrib.bibtex")
    _write(ours, codes, config)
    plain = {"title": "Peers", "author": "Peers", "execute": {"execute_notebooks": "cache"}}
    plain["sphinx"] = {"config": {"html_static_path": ["assets"], "nb_ipywidgets_js": SCRIPTS}}
    (stock / "assets").mkdir(parents=True)
    fetch_manager(stock / "assets")
    _write(stock, {name: CASES + code for name, (code, _) in PEERS.items()}, plain)
    for book in (ours, stock):
        done = subprocess.run(
            [Path(sys.executable).with_name("jupyter-book"), "build", book, "-q"],
            env={**os.environ, "WHOSEGROUP_CONTENT": str(content)},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            sys.exit(done.stdout + done.stderr)
    html = ours / "_build" / "html"
    _write_floors(html)
    return html, stock / "_build" / "html"


def read_config() -> dict[str, Any]:
    """Return the course's settings, which can be written again as they were read."""
    yaml = YAML()
    yaml.preserve_quotes = True  # a pattern that begins with a dot and a ? is a text
    settings: dict[str, Any] = yaml.load(ROOT / "_config.yml")
    return settings


def _write(book: Path, codes: dict[str, str], config: dict[str, Any]) -> None:
    book.mkdir(exist_ok=True)
    for name, code in codes.items():
        cell = nbformat.v4.new_code_cell(
            code.strip(), id="cases", metadata={"tags": ["remove-input"]}
        )
        title = nbformat.v4.new_markdown_cell("# Cases", id="title")
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
        notebook = nbformat.v4.new_notebook(cells=[title, cell], metadata=kernel)
        nbformat.write(notebook, book / f"{name}.ipynb")
    (book / "start.md").write_text("# Start\n", encoding="utf-8")
    yaml = YAML()
    yaml.dump(config, book / "_config.yml")
    chapters = [{"file": name} for name in codes]
    yaml.dump({"format": "jb-book", "root": "start", "chapters": chapters}, book / "_toc.yml")


def _write_floors(html: Path) -> None:
    """Write what nothing can be faster than: our page without style sheets, and empty pages."""
    page = (html / "ours-12.html").read_text(encoding="utf-8")
    bare = re.sub(r'<link[^>]*rel="stylesheet"[^>]*>', "", page)
    (html / "unstyled.html").write_text(bare, encoding="utf-8")
    words = "A page that has nothing else to do shows so many letters in its paragraphs. "
    paragraph = (
        f"Object.assign(document.createElement('p'), {{ textContent: `{words}${{Date.now()}}` }})"
    )
    says = {
        "empty": "this.nextSibling.textContent = `Said ${Date.now()}.`",
        "wordy": "this.nextSibling.replaceChildren(...Array.from("
        f"{{ length: {LETTERS // len(words)} }}, () => {paragraph}))",
    }
    for name, script in says.items():
        button = f'<button data-answer style="padding: 2em" onclick="{script}">Empty</button>'
        page = f"<!doctype html><title>Empty</title>{button}<div></div>"
        (html / f"{name}.html").write_text(page, "utf-8")
