"""Words of the course for the toy bank, which has none of its own for what only some tests need."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from whosegroup.bank.words import DISTINCTION
from whosegroup.bank.yaml_files import read_yaml

WORDS = Path(__file__).parents[1] / "data" / "words" / "en"


def lend_words(root: Path, *topics: str) -> None:
    """Copy the course's words of some topics into a bank, with what its distinction says there."""
    own = root / "data" / "words" / "en"
    for topic in topics:
        shutil.copyfile(WORDS / f"{topic}.yml", own / f"{topic}.yml")
    text = (WORDS / f"{DISTINCTION}.yml").read_text(encoding="utf-8")
    distinction = read_yaml(text, DISTINCTION)[0]
    lent = {topic: distinction[topic] for topic in topics if topic in distinction}
    (own / f"{DISTINCTION}.yml").write_text(json.dumps(lent, indent=1), encoding="utf-8")
