"""The same cases in what an instructor would take instead, each as a cell of a notebook.

jupyterquiz, a plain anywidget, and ipywidgets; a page of the last two loads the widget manager,
which comes from a server elsewhere, and here from beside the page.
"""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from pathlib import Path

import anywidget

CASES = """
from whosegroup.exercises.loading import load_exercise

exercise = load_exercise("bench-12")
words = exercise.bank.words
kinds = {kind: words.say(f"kinds.{kind}.label") for kind in ("self-help", "support")}
cases = [
    {"text": v.text, "kind": v.front.kind, "why": words.say(f"criteria.ownership.{v.front.kind}")}
    for v in exercise.vignettes
]
"""
JUPYTERQUIZ = """
from jupyterquiz import display_quiz

display_quiz([
    {
        "question": case["text"],
        "type": "multiple_choice",
        "answers": [
            {"answer": label, "correct": kind == case["kind"], "feedback": case["why"]}
            for kind, label in kinds.items()
        ],
    }
    for case in cases
])
"""
ANYWIDGET = '''
import anywidget
import traitlets

class Cases(anywidget.AnyWidget):
    _esm = """
    export default { render({ model, el }) {
      for (const one of model.get("cases")) {
        const text = document.createElement("p");
        const said = document.createElement("p");
        text.textContent = one.text;
        el.append(text);
        for (const [kind, label] of Object.entries(model.get("kinds"))) {
          const button = document.createElement("button");
          button.className = "bench-answer";
          button.textContent = label;
          const sign = kind === one.kind ? "✓ " : "✗ ";
          button.onclick = () => { said.textContent = sign + one.why; };
          el.append(button);
        }
        el.append(said);
      }
    } };
    """
    cases = traitlets.List().tag(sync=True)
    kinds = traitlets.Dict().tag(sync=True)

Cases(cases=cases, kinds=kinds)
'''
IPYWIDGETS = """
import ipywidgets

ipywidgets.VBox([
    part
    for case in cases
    for part in (
        ipywidgets.HTML(case["text"]),
        ipywidgets.HBox([ipywidgets.Button(description=label) for label in kinds.values()]),
    )
])
"""
# The page, its code, and what its first answer button is found by.
PEERS = {
    "jupyterquiz": (JUPYTERQUIZ, ".MCButton"),
    "anywidget": (ANYWIDGET, ".bench-answer"),
    "ipywidgets": (IPYWIDGETS, ".jupyter-button"),
}
MANAGER = "@jupyter-widgets/html-manager@1.0.14"
REQUIRE = "requirejs@2.3.7"
# For MyST-NB: what its pages load where a widget stands, from `_static/peers` instead of elsewhere.
SCRIPTS = {
    "peers/require.js": {},
    "peers/embed-amd.js": {"data-jupyter-widgets-cdn": "_static/peers/"},
}


def fetch_manager(folder: Path) -> None:
    """Put the widget manager and anywidget's own part into a folder of static files; takes npm."""
    place, kept = folder / "peers", folder.parent / "npm"
    kept.mkdir(parents=True, exist_ok=True)
    place.mkdir(parents=True)
    for package, name in ((MANAGER, "dist/embed-amd.js"), (REQUIRE, "require.js")):
        done = subprocess.run(
            ["npm", "pack", "--silent", package],
            cwd=kept,
            check=True,
            capture_output=True,
            text=True,
        )
        with tarfile.open(kept / done.stdout.split()[-1]) as packed:
            content = packed.extractfile(f"package/{name}")
            assert content is not None
            (place / Path(name).name).write_bytes(content.read())
    version = f"~{anywidget.__version__.rpartition('.')[0]}.*"
    for module in {f"anywidget@{version}", f"anywidget@~{anywidget.__version__}"}:
        module_place = place / module / "dist"
        module_place.mkdir(parents=True)
        own = Path(anywidget.__file__).parent / "nbextension" / "index.js"
        shutil.copy(own, module_place / "index.js")
