"""A small book that Sphinx builds with MyST-NB, of pages that a test writes."""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO
from pathlib import Path

import nbformat
from bs4 import BeautifulSoup
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

CONF = """
extensions = {extensions}
html_theme = "{theme}"
exclude_patterns = ["_build"]
nb_execution_mode = "{execution}"
"""
# Of what each shows, there is something in the toy bank.
PAGES = {
    "index": "# Toy\n\n```{toctree}\nbook/toy-chapter\nbook/other-chapter\ncrosswalk\n```\n",
    "book/toy-chapter": """# Toy chapter

```{vignette} garden
```

```{bank-figure} squares
Four *squares*.
```

```{claims}
```
""",
    "book/other-chapter": "# Other\n\n```{claims}\n```\n",
    "crosswalk": "# Crosswalk\n\n```{crosswalk}\n```\n",
}


def break_off(*_: object, **__: object) -> None:
    """End a build as Ctrl+C does: after an error Sphinx begins anew by itself."""
    raise KeyboardInterrupt


def write_notebook(path: Path, code: str, **gives: object) -> Path:
    """Write a notebook of a title and one cell of code, with what it gave when it ran."""
    outputs = [nbformat.v4.new_output("execute_result", **gives)] if gives else []
    cells = [nbformat.v4.new_markdown_cell("# A page", id="title")]
    cells += [nbformat.v4.new_code_cell(code, id="code", outputs=outputs)]
    kernel = {
        "kernelspec": {"name": "python3", "display_name": "Python 3"},
        "language_info": {"name": "python"},
    }
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), path)
    return path


class SmallBook:
    """A book in a folder of its own; it shows the bank that WHOSEGROUP_CONTENT names."""

    def __init__(
        self,
        folder: Path,
        pages: Mapping[str, str] = PAGES,
        theme: str = "basic",
        extensions: tuple[str, ...] = (),
        ours: bool = True,
        execution: str = "off",
        **settings: object,
    ) -> None:
        self.folder, self.html = folder, folder / "_build" / "html"
        self.read: set[str] = set()  # the pages that were read for the last build
        for name, text in pages.items():
            self.write(name, text)
        loaded = ["myst_nb", *extensions, *(["whosegroup.book.extension"] if ours else [])]
        conf = CONF.format(extensions=loaded, theme=theme, execution=execution)
        (folder / "conf.py").write_text(conf)
        self.set(**settings)

    def set(self, **settings: object) -> None:
        """Add settings to the book's configuration."""
        with (self.folder / "conf.py").open("a") as conf:
            conf.writelines(f"{name} = {value!r}\n" for name, value in settings.items())

    def write(self, name: str, text: str) -> None:
        path = self.folder / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def build(self, builder: str = "html") -> str:
        """Build what has changed and return what Sphinx warns of."""
        place, out, warnings = str(self.folder), str(self.html.with_name(builder)), StringIO()
        doctrees = str(self.html.parent / "doctrees")
        with patch_docutils(place), docutils_namespace():
            app = Sphinx(place, place, out, doctrees, builder, status=None, warning=warnings)
            self.read.clear()
            app.connect("doctree-read", lambda app, _: self.read.add(app.env.docname))
            app.build()
        return warnings.getvalue()

    def source(self, name: str) -> str:
        """Return the HTML of a page."""
        return (self.html / f"{name}.html").read_text(encoding="utf-8")

    def page(self, name: str) -> BeautifulSoup:
        return BeautifulSoup(self.source(name), "html.parser")
