"""Loading against the library alone: the same files, the same run, ratios of the fastest of several rounds.

    python bench/loading.py [FILE.pdf|FILE.html ...]

Without files it makes a PDF of 40 pages and a page of the web of 200 paragraphs itself.
"""

from __future__ import annotations

import importlib.util
import io
import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pypdf
import trafilatura

from headcount.read.loaders import load_source
from headcount.read.loaders.source import Source

_MADE = Path(__file__).resolve().parents[1] / "tests" / "read" / "loaders_made.py"
_ROUNDS = 7
LIMIT_PDF = 1.3
"""Times pypdf's own extraction that loading a PDF may take"""


def _made() -> list[tuple[str, bytes]]:
    spec = importlib.util.spec_from_file_location("loaders_made", _MADE)
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    lines = [
        f"Line {at} of the page says that about {at * 37 + 100} women remain in the camp of the north"
        for at in range(45)
    ]
    paragraphs = "".join(
        f"<p>{line}, as <a href='/'>a report</a> of the ministry <b>said</b>.</p>" for line in lines * 5
    )
    links = "".join(f"<li><a href='/{at}'>Other page {at}</a></li>" for at in range(100))
    html = made.page(
        f"<nav><ul>{links}</ul></nav><article><h1>Camp report</h1>{paragraphs}</article>", "<title>x</title>"
    )
    return [("made.pdf", made.pdf([["Camp report", *lines, str(page)] for page in range(1, 41)])), ("made.html", html)]


def _seconds(*works: Callable[[], object]) -> list[float]:
    """Fastest processor time of each; rounds take turns, so that other work on the machine meets all alike."""
    best = [float("inf")] * len(works)
    for _ in range(_ROUNDS):
        for at, work in enumerate(works):
            start = time.process_time()
            work()
            best[at] = min(best[at], time.process_time() - start)
    return best


def _pypdf(raw: bytes) -> int:
    return sum(len(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(raw)).pages)


def _trafilatura(raw: bytes) -> int:
    return len(trafilatura.extract(raw, include_comments=False, with_metadata=True) or "")


def compare(name: str, raw: bytes) -> float:
    """Times the library's own extraction that loading ``raw`` takes; printed with what they are made of."""
    library = _pypdf if name.endswith(".pdf") else _trafilatura
    theirs, ours = _seconds(lambda: library(raw), lambda: load_source(Source(name, raw, Path(name).suffix)))
    size = len(raw) / 1e6
    print(
        f"{name:40} {size:7.2f} MB  {library.__name__.strip('_'):12} {theirs * 1000:9.1f} ms  "
        f"headcount {ours * 1000:9.1f} ms  ratio {ours / theirs:.2f}"
    )
    return ours / theirs


def main() -> int:
    """Print a line a file; exit code 1 if a PDF takes more than the limit."""
    logging.disable(logging.CRITICAL)
    files = [(name, Path(name).read_bytes()) for name in sys.argv[1:]] or _made()
    ratios = {name: compare(name, raw) for name, raw in files}
    return 1 if any(ratio > LIMIT_PDF for name, ratio in ratios.items() if name.endswith(".pdf")) else 0


if __name__ == "__main__":
    sys.exit(main())
