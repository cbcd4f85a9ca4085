"""The list of sources, made in less time: sphinxcontrib-bibtex formats each source again and again.

It does so in every build, and twice: for the list, and for what a link to it says.
"""

from __future__ import annotations

from typing import Any

from pybtex.plugin import enumerate_plugin_names, find_plugin, register_plugin
from pybtex.style.formatting import BaseStyle

STYLES = "pybtex.style.formatting"
PLAIN = ("pybtex.backends", "plaintext")
_formatted: dict[tuple[type, str, str, str], Any] = {}


def setup() -> None:
    """Register with pybtex, once in a process."""
    for name in enumerate_plugin_names(STYLES):
        style = find_plugin(STYLES, name)
        if not issubclass(style, Once):
            register_plugin(STYLES, name, type(style.__name__, (Once, style), {}), force=True)
    # Spares each citation a search for its writer among all installed packages.
    register_plugin(*PLAIN, find_plugin(*PLAIN), force=True)


class Once(BaseStyle):
    """A style that formats a source once, as long as nothing in it changes."""

    def format_entry(self, label: str, entry: Any, bib_data: Any = None) -> Any:
        """Return a source as it is shown with a label."""
        if "crossref" in entry.fields:  # what it says stands in another source too
            return super().format_entry(label, entry, bib_data)
        told = (type(self), label, entry.key, repr(entry))
        if told not in _formatted:
            _formatted[told] = super().format_entry(label, entry, bib_data)
        return _formatted[told]
