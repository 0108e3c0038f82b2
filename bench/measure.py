"""Speed and size as a user meets them: whole commands, medians of five, derived results deleted before each.

    python bench/measure.py           prints one row a measurement

The article of ../shared is taken where it lies beside the repository, else a text of our own.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import positions_cost
import projection
import reading_speed

ROOT = Path(__file__).resolve().parents[1]
ARTICLE = ROOT.parent / "shared" / "article" / "article.txt"
COMMAND = [str(Path(sys.executable).with_name("headcount"))]
RUNS = 5


def main() -> None:
    """Print every measurement."""
    text = ARTICLE if ARTICLE.exists() else _own_text()
    article = ["run", str(text), "--published", "2019-11", "-o"]
    in_case = ["run", str(text), "--published", "2019-11", "--case", "caliphate", "-o"]
    print(f"text: {'the article' if text == ARTICLE else 'own'}, {text.stat().st_size:,} bytes; medians of {RUNS}")
    row("headcount --help", [timed(["--help"]) for _ in range(RUNS)], 0.3, "s")
    with tempfile.TemporaryDirectory() as out:
        page = str(Path(out) / "briefing.html")
        _forget_kernels()
        row("run on the article in the caliphate case, first after install", [timed([*in_case, page])], 30, "s")
        row("run on the article, derived files deleted", [timed([*article, page]) for _ in range(RUNS)], 2.5, "s")
        row("the same, nothing changed", [timed([*article, page], fresh=False) for _ in range(RUNS)], 2.5, "s")
        row("run on the article in the caliphate case", [timed([*in_case, page]) for _ in range(RUNS)], 2.5, "s")
        row("run on the caliphate case", [timed(["run", "caliphate", "-o", page]) for _ in range(3)], None, "s")
    row("peak memory of any of these", [resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024], 400, "MB")
    row("installed size without dev tools", [_megabytes()], None, "MB")
    for name, value, unit in (*projection.rows(), *reading_speed.rows(), *positions_cost.rows()):
        row(name, [value], None, unit)


def timed(arguments: list[str], *, fresh: bool = True) -> float:
    """Seconds of one whole command; with ``fresh`` every derived result is deleted first."""
    cache = Path(tempfile.gettempdir()) / "headcount-bench-cache"
    if fresh:
        shutil.rmtree(cache, ignore_errors=True)
        shutil.rmtree(ROOT / "cases" / "caliphate" / ".derived", ignore_errors=True)
    environment = {**os.environ, "HEADCOUNT_CACHE": str(cache), "OPENBLAS_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1"}
    start = time.perf_counter()
    subprocess.run([*COMMAND, *arguments], env=environment, check=True, capture_output=True)
    return time.perf_counter() - start


def row(name: str, values: list[float], bar: float | None, unit: str) -> None:
    """One line: the median, its range, and the bar."""
    middle = statistics.median(values)
    spread = f" ({min(values):.2f}-{max(values):.2f})" if len(values) > 1 else ""
    verdict = "" if bar is None else f"   bar {bar:g} {unit}: {'held' if middle < bar else 'MISSED'}"
    print(f"{name:65s} {middle:10.2f} {unit}{spread}{verdict}")


def _forget_kernels() -> None:
    for pattern in ("*.nbi", "*.nbc"):
        for file in (ROOT / "src").rglob(pattern):
            file.unlink()


def _megabytes() -> float:
    """Size of what the default install brings: a fresh environment without the dev tools."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        pip = [str(Path(folder) / "bin" / "pip"), "--disable-pip-version-check", "-q", "install"]
        start = time.perf_counter()
        subprocess.run([*pip, "-c", str(ROOT / "constraints.txt"), str(ROOT)], check=True, capture_output=True)
        print(f"{'seconds to install':65s} {time.perf_counter() - start:10.1f} s")
        return sum(f.stat().st_size for f in Path(folder).rglob("*") if f.is_file() and not f.is_symlink()) / 1e6


def _own_text() -> Path:
    file = Path(tempfile.gettempdir()) / "headcount-bench.txt"
    sentence = "About {} foreign fighters are still held in prisons in Syria, and among them are {} French citizens.\n"
    file.write_text("".join(sentence.format(1000 + 10 * i, 20 + i) for i in range(40)), encoding="utf-8")
    return file


if __name__ == "__main__":
    main()
