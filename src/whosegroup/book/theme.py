"""The theme, as light as the book's pages need it: one style sheet, a few icons, fewer scripts.

All of it looks and works as the theme does. Pages name the sheet with a digest of what it depends
on, so that a server may let browsers keep it for ever.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from jinja2 import FileSystemBytecodeCache

from .made_from import package_digest
from .style_sheets import inline_imports, purge, words_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

SHEET = "book-style.css"
CLASSES = "whosegroup_classes"  # among a page's metadata: a digest of what its rules follow from
# The sorter puts names of classes together from parts, some of which only its payload holds.
WHOLE_SHEETS = {"whose-group.css"}
BOOTSTRAP = "bootstrap-on-demand.js"
THEME_SHEETS = ("styles/theme.css", "styles/pydata-sphinx-theme.css")
TAG = re.compile(r"<[a-zA-Z][^>]*>")
DATA = re.compile(r'<script type="application/json">.*?</script>', re.DOTALL)
ICON = re.compile("[\ue000-\uf8ff]")  # the code points that are private to a font
FACE = re.compile(r"@font-face\s*\{[^}]*?/([a-z0-9-]+)\.woff2[^}]*\}")
# The classes that ask for an icon font beside the solid one, which the theme itself uses.
FACES = {"fa-regular-400": {"fa-regular", "far"}, "fa-brands-400": {"fa-brands", "fab"}}
# What must stand on a page for a script to have something to do there.
NEEDED_FOR = {
    "clipboard.min.js": 'class="highlight',
    "copybutton.js": 'class="highlight',
    "togglebutton.js": "toggle",
    "design-tabs.js": "sd-tab-",
}


def setup(app: Sphinx) -> None:
    """Register with Sphinx; with another theme than the book's nothing is done."""
    app.connect("builder-inited", _prepare_templates)
    app.connect("builder-inited", _load_on_demand)
    app.connect("doctree-read", _note_classes)
    app.connect("env-updated", _note_look)
    app.connect("html-page-context", _link_sheet, priority=950)
    app.connect("html-page-context", _drop_idle_scripts, priority=850)
    # The theme itself writes its colours of code when the build has finished.
    app.connect("build-finished", _write_sheet, priority=900)


def _applies(app: Sphinx) -> bool:
    return app.config.html_theme == "sphinx_book_theme" and app.builder.format == "html"


def _prepare_templates(app: Sphinx) -> None:
    """Leave out the blank lines that a template's own statements would leave on each page.

    What jinja makes of a template is kept for the builds to come.
    """
    if _applies(app):
        environment = app.builder.templates.environment
        environment.trim_blocks = environment.lstrip_blocks = True
        folder = Path(app.outdir).parent / ".templates"
        folder.mkdir(exist_ok=True)
        kept = FileSystemBytecodeCache(str(folder), f"%s-{package_digest()}")
        environment.bytecode_cache = kept


def _load_on_demand(app: Sphinx) -> None:
    if _applies(app):
        app.add_js_file(BOOTSTRAP, loading_method="defer")


def _sheets(app: Sphinx) -> list[str]:
    """Return the sheets that the theme and the extensions load, in their order."""
    names = [str(sheet.filename) for sheet in app.builder._css_files]
    own = [name.removeprefix("_static/") for name in names if "://" not in name]
    return list(dict.fromkeys((*THEME_SHEETS, *own)))


# ------------------------------------------------------------------------------ the sheet's digest


def _note_classes(app: Sphinx, doctree: nodes.document) -> None:
    if _applies(app):
        found = "\n".join(sorted(set(_classes(doctree))))
        app.env.metadata[app.env.docname][CLASSES] = hashlib.sha256(found.encode()).hexdigest()


def _note_look(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Have every page written anew if other rules may be needed than when it was written."""
    if not _applies(app):
        return []
    look = hashlib.sha256(package_digest().encode())
    look.update(repr(sorted(app.config.html_theme_options.items())).encode())
    look.update(repr(sorted(env.toctree_includes.items())).encode())
    look.update("".join(env.metadata[page][CLASSES] for page in sorted(env.found_docs)).encode())
    for path in sorted(Path(app.builder.theme.get_theme_dirs()[0]).rglob("*.css")):
        look.update(path.read_bytes())
    now = look.hexdigest()[:12]
    env.whosegroup_changed = getattr(env, "whosegroup_look", None) != now
    env.whosegroup_look = now
    return sorted(env.found_docs) if env.whosegroup_changed else []


def _classes(doctree: nodes.document) -> Iterator[str]:
    """Yield what a page's tags and classes follow from."""
    for node in doctree.findall():
        yield node.tagname if isinstance(node, nodes.Element) else ""
        if isinstance(node, nodes.Element):
            yield from node.get("classes", ())
        if isinstance(node, nodes.raw):
            yield from words_of(TAG.findall(DATA.sub("", node.astext())))


# ------------------------------------------------------------------------------ pages


def _link_sheet(app: Sphinx, _page: str, _tmpl: str, context: dict[str, Any], *_: Any) -> None:
    if _applies(app):
        context["css_files"] = []
        context["book_style"] = f"{SHEET}?v={app.env.whosegroup_look}"
        if icon := app.config.html_favicon:
            digest = hashlib.sha256((Path(app.confdir) / icon).read_bytes()).hexdigest()[:12]
            context["favicon_url"] = f"{context['favicon_url']}?v={digest}"


def _drop_idle_scripts(
    _app: Sphinx, _page: str, _tmpl: str, context: dict[str, Any], *_: Any
) -> None:
    body = context.get("body", "")
    context["script_files"] = [
        script for script in context.get("script_files", []) if _has_work(script, body)
    ]


def _has_work(script: Any, body: str) -> bool:
    name = str(getattr(script, "filename", None) or "").rpartition("/")[2]
    said = str(getattr(script, "attributes", {}).get("body") or "")
    needed = NEEDED_FOR["togglebutton.js"] if "toggle" in said else NEEDED_FOR.get(name, "")
    return needed in body


# ------------------------------------------------------------------------------ the sheet itself


def _write_sheet(app: Sphinx, exception: Exception | None) -> None:
    if exception or not _applies(app):
        return
    out = Path(app.outdir)
    static = out / "_static"
    if not app.env.whosegroup_changed and (static / SHEET).exists():
        return
    pages = (path.read_text(encoding="utf-8") for path in out.rglob("*.html"))
    tags = words_of(tag for page in pages for tag in TAG.findall(DATA.sub("", page)))
    scripts = [*static.glob("*.js"), *static.glob("scripts/*.js")]
    code = (p.read_text(encoding="utf-8") for p in scripts if p.name != "fontawesome.js")
    words = tags | words_of(code)
    sheet = "".join(_rules(static / name, words) for name in _sheets(app))
    sheet = FACE.sub(lambda face: _own_face(face, tags, sheet, static), sheet)
    (static / SHEET).write_text(sheet, encoding="utf-8")


def _rules(sheet: Path, words: set[str]) -> str:
    rules = inline_imports(sheet)
    return rules if sheet.name in WHOLE_SHEETS else purge(rules, words)


def _own_face(face: re.Match[str], tags: set[str], sheet: str, static: Path) -> str:
    """Return a font's rule with its few icons in it, or nothing where no page asks for the font."""
    name = face[1]
    if not FACES.get(name, tags) & tags:
        return ""
    fonts = static / "vendor" / "fontawesome" / "webfonts"
    points = {ord(icon) for icon in ICON.findall(sheet)}
    font = subset(fonts / f"{name}.woff2", points)
    (static / f"{name}.woff2").write_bytes(font)
    digest = hashlib.sha256(font).hexdigest()[:12]
    source = f'src:url({name}.woff2?v={digest}) format("woff2")'
    return re.sub(r"src:[^;}]*", source, face[0])


def subset(font: Path, points: Iterable[int]) -> bytes:
    """Return a font as WOFF2 with the glyphs of these code points alone."""
    from fontTools import subset as tool

    logging.getLogger("fontTools").setLevel(logging.WARNING)
    options = tool.Options(flavor="woff2", desubroutinize=True)
    loaded = tool.load_font(str(font), options)
    subsetter = tool.Subsetter(options)
    subsetter.populate(unicodes=set(points))
    subsetter.subset(loaded)
    made = BytesIO()
    tool.save_font(loaded, made, options)
    return made.getvalue()
