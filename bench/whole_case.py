"""The built-in case from its files to all pages, as a user meets it: cold, unchanged, and after one change.

    python bench/whole_case.py           prints one row a measurement

Each row is one whole command in a process of its own: seconds on the clock, seconds of the processors (which other
work on the machine does not lengthen much), and the most memory it held.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMMAND = [sys.executable, "-m", "headcount.cli"]
BARS = {"from files to all pages, nothing kept": 60.0, "after one changed figure": 10.0}
MOST_MEMORY = 1000.0


def main() -> None:
    """Print every measurement."""
    for name, seconds, processor, memory in rows():
        bar = BARS.get(name)
        verdict = "" if bar is None else f"   bar {bar:g} s: {'held' if processor < bar else 'MISSED'}"
        verdict += "" if memory < MOST_MEMORY else f"   bar {MOST_MEMORY:g} MB: MISSED"
        print(f"{name:45s} {seconds:7.1f} s {processor:7.1f} s CPU {memory:7.0f} MB{verdict}")


def rows() -> Iterator[tuple[str, float, float, float]]:
    """Name, seconds, processor seconds, megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder) / "caliphate"
        shutil.copytree(ROOT / "cases" / "caliphate", case, ignore=shutil.ignore_patterns(".derived", "releases"))
        yield "from files to all pages, nothing kept", *_run("publish", str(case), "--release")
        yield "the same, nothing changed", *_run("publish", str(case), "--release")
        _change(case / "figures.csv", r"(F0833,.*?,about,)11000,11000,", r"\g<1>12000,12000,")
        yield "after one changed figure", *_run("publish", str(case), "--release")
        _change(case / "case.toml", r"per_month = 200", "per_month = 250")
        yield "after one changed policy", *_run("publish", str(case), "--release")
        yield "estimates and one page, nothing changed", *_run("run", str(case), "-o", f"{folder}/briefing.html")
        yield "diff of two releases", *_run("diff", f"{case}@1", f"{case}@3")
        yield "a release built again", *_run("diff", f"{case}@1", "--rebuild")


def _change(file: Path, pattern: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    changed, count = re.subn(pattern, new, text)
    assert count == 1, f"{file.name}: {pattern} stands there {count} times"
    file.write_text(changed, encoding="utf-8")


def _run(*arguments: str) -> tuple[float, float, float]:
    """Seconds, processor seconds and megabytes of one command."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen([*COMMAND, *arguments], stdout=subprocess.DEVNULL, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        assert process.returncode == 0, said.read().decode()
    return time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


if __name__ == "__main__":
    main()
