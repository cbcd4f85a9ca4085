"""How payloads and banks grow with their cases: time, size and memory, each in its own process."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from measuring import BUILT, RUNS, head, middle, row
from pages import SIZES, write_content

# Time of the second try, so that nothing is still to be imported; memory of the process then.
PAYLOAD = """
import json, sys, time
import psutil
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.payload import compile_payload
from whosegroup.exercises.html import element
load_exercise("bench-12")
start = time.perf_counter()
html = element(compile_payload(load_exercise(sys.argv[1])), divided=True)
seconds = time.perf_counter() - start
memory = psutil.Process().memory_info().rss
print(json.dumps([seconds, memory / 1e6, html]))
"""
BANK = """
import json, time
import psutil
from whosegroup.bank.loading import load_bank
load_bank(only=[])
start = time.perf_counter()
bank = load_bank()
seconds = time.perf_counter() - start
memory = psutil.Process().memory_info().rss
print(json.dumps([seconds, memory / 1e6, len(bank.vignettes)]))
"""
BANKS = (100, 1_000, 10_000)


def measure() -> None:
    """Print how payloads and banks grow."""
    folder = BUILT.with_name("bench-growth")
    shutil.rmtree(folder, ignore_errors=True)
    head("Growth: an exercise of more cases, loaded and compiled in Python")
    content = write_content(folder / "content")
    for size in SIZES:
        found = [run(PAYLOAD, content, f"bench-{size}") for _ in range(RUNS)]
        seconds, memory = (middle([one[part] for one in found]) for part in (0, 1))
        html = found[0][2].encode()
        weight = f"{len(html) / 1000:.0f} kB, {len(gzip.compress(html, 6)) / 1000:.1f} kB gzipped"
        each = f"{seconds / size * 1000:.1f} ms a case"
        row(f"{size} cases", f"{weight}; {seconds:.2f} s, {each}; {memory:.0f} MB")
    head("Growth: loading and checking a whole bank")
    for size in BANKS:
        content = write_content(folder / f"bank-{size}", (12, size))
        found = [run(BANK, content) for _ in range(RUNS if size < 10_000 else 3)]
        seconds, memory = (middle([one[part] for one in found]) for part in (0, 1))
        cases = found[0][2]
        each = f"{seconds / cases * 1000:.2f} ms a case"
        row(f"{cases:,} vignettes", f"{seconds:.2f} s, {each}; {memory:.0f} MB")
    shutil.rmtree(folder)


def run(code: str, content: Path, *arguments: str) -> list:
    """Return what some code prints in a process of its own."""
    env = {**os.environ, "WHOSEGROUP_CONTENT": str(content)}
    command = [sys.executable, "-c", code, *arguments]
    return json.loads(subprocess.check_output(command, env=env, text=True))
