"""Ugly texts for the reader, by the hundred thousand: whatever the text, a reading keeps its promises.

    python bench/fuzz_reading.py [--inputs 200000] [--seconds 3600] [--seed 1]

Each text is read in one of the languages that have a pack. Texts are our own sentences cut, doubled, mixed and
peppered with odd characters, and strings of digits, quotes and
any code points at all. What breaks is printed shortened, as a Python literal for ``tests/read/test_properties.py``.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import random
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from headcount import codelists, languages
from headcount.read import read
from headcount.read.contract import to_json
from headcount.values.documents import Document, Span, digest_of
from headcount.values.figures import Figure, Reading, Unread
from headcount.values.positions import Position

ROOT = Path(__file__).resolve().parents[1]
PACKS = ROOT / "src" / "headcount" / "languages"
DIGITS = re.compile(r"\d+")
ODD: tuple[str, ...] = (
    *"\u00a0\u2009\u202f\u200b\u200d\ufeff\u00ad\u200f\u200e\u202b\u202e\u2066\u2069\u0301\u0327\u20e3\ufe0f",
    *"\x00\x07\x08\x0b\x0c\x1b\x1c\x1e\x7f\x85\u2028\u2029\r\n\t İıßﬁǅ٣۴５७²½Ⅷ①",
    *"\U0001d7d8\U0001f468\U0001f1eb\ufffd\uffff",
    *"\"'“”„‘’«»()[]{}<>|/\\,.;:!?-–—…%$€#*_~^`&@+=",
    *("\r\n", "\n\n", "\u200f5", "👩\u200d👧\u200d👦", "e\u0301\u0323", "٢٠١٩", "1/3", "1,2,3", "5-6-7", "0.5.", "00"),
    *("--", "''", "``", "...", "“‘"),
)
"""What breaks offsets: blanks, marks of direction, joined and combining signs, controls, letters whose lower case is
longer, digits of other scripts, quotes of every kind."""
_WORDS = """no none one two a half third dozen dozens hundred thousand million several few both per cent percent and
of to them whom others another more than at least up about between from in on by since men women children people
fighters foreigners Syria Syrian French Iraq Monday May 2019 killed held fled returned said the rest among
's , . ; : ( ) -"""
PIECES = tuple(_WORDS.split())


def reading_of(text: str, published: str | None = "2020-06-15", lang: str = "en") -> Reading:
    """The reading of a document that holds nothing else."""
    return read(Document(id="d", text=text, digest=digest_of(text), lang=lang, published=published))


def broken(text: str, lang: str = "en") -> list[str]:
    """What the reading of ``text`` breaks of what every reading promises; empty when all holds."""
    reading = reading_of(text, lang=lang)
    wrong = [f"{kind} at {one.start}: {why}" for kind, one, why in _cuts(reading)]
    wrong += [f"figure at {figure.start}: {why}" for figure in reading.figures for why in _slots(figure)]
    spans = [(one.start, one.end) for one in reading.figures] + [(one.start, one.end) for one in reading.unread]
    wrong += _numbers(text, sorted(spans)) if reading.not_read is None else []
    ids = [figure.id for figure in reading.figures] + [position.id for position in reading.positions]
    if len(set(ids)) < len(ids):
        wrong.append("two figures or positions share an id")
    named = [name for position in reading.positions for name in position.figures]
    if not set(named) <= set(ids):
        wrong.append("a position names a figure that is not there")
    if to_json(reading_of(text, lang=lang)) != to_json(reading):
        wrong.append("read twice, read differently")
    return wrong


def _cuts(reading: Reading) -> Iterator[tuple[str, Figure | Position | Unread, str]]:
    """Quotes that are not the text under their offsets, and spans outside the text or the sentence."""
    text = reading.document.text
    for kind, some in (("figure", reading.figures), ("position", reading.positions), ("unread", reading.unread)):
        for one in some:
            if not 0 <= one.start < one.end <= len(text) or text[one.start : one.end] != one.text:
                yield kind, one, f"{one.text!r} is not the text there"
            for slot, (start, end) in getattr(one, "spans", {}).items():
                if not 0 <= start < end <= len(text):
                    yield kind, one, f"span of {slot} is {start} to {end}"
    for figure in reading.figures:
        if not figure.sentence[0] <= figure.start < figure.end <= figure.sentence[1]:
            yield "figure", figure, f"outside its sentence {figure.sentence}"


def _slots(figure: Figure) -> Iterator[str]:
    """Values that are no amounts, codes that no list knows, confidences that are no probabilities."""
    ends = [end for end in (figure.lo, figure.hi) if end is not None]
    if not ends or not all(math.isfinite(end) and end >= 0 for end in ends) or sorted(ends) != ends:
        yield f"value {figure.lo} to {figure.hi}"
    for name, table in (("quantifier", "quantifiers"), ("unit", "units"), ("group", "groups"), ("status", "statuses"),
                        ("modality", "modalities")):  # fmt: skip
        if getattr(figure, name) is not None and getattr(figure, name) not in codelists.table(table):
            yield f"no {name} is called {getattr(figure, name)!r}"
    if not all(0 < share <= 1 for share in figure.confidence.values()):
        yield f"confidence {figure.confidence}"


def _numbers(text: str, spans: list[Span]) -> Iterator[str]:
    """Digits that are read twice or not at all, and numbers that overlap."""
    for (_, end), (start, _) in itertools.pairwise(spans):
        if start < end:
            yield f"two numbers overlap at {start}"
    at = 0
    for match in DIGITS.finditer(text):
        while at < len(spans) and spans[at][1] <= match.start():
            at += 1
        if at == len(spans) or not (spans[at][0] <= match.start() and match.end() <= spans[at][1]):
            yield f"{match[0]!r} at {match.start()} is neither a figure nor unread"


def texts(seed: int) -> Iterator[tuple[str, str]]:
    """Ugly texts without end, each with the code of a language."""
    rng = random.Random(seed)
    own = {code: _own(code) for code in languages.available()}
    makers = (_mutated, _mutated, _mixed, _worded, _noise)
    while True:
        code = rng.choice(sorted(own))
        yield rng.choice(makers)(rng, own[code]), code


def _own(code: str) -> list[str]:
    """Sentences of the language's own examples, and of English ones where it has few."""
    lines = PACKS.joinpath(code, "examples.jsonl").read_text(encoding="utf-8").splitlines()
    english = PACKS.joinpath("en", "examples.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"] for line in (lines if len(lines) > 9 else [*lines, *english])]


def _mutated(rng: random.Random, own: list[str]) -> str:
    """One of our sentences with some characters or words dropped, doubled, moved or replaced by odd ones."""
    parts = re.findall(r"\w+|\W", rng.choice(own))
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(parts))
        match rng.randrange(5):
            case 0:
                del parts[at]
            case 1:
                parts.insert(at, rng.choice(ODD))
            case 2:
                parts[at] = rng.choice(ODD)
            case 3:
                parts.insert(at, parts[rng.randrange(len(parts))])
            case _:
                parts.insert(at, rng.choice(PIECES) + " ")
        if not parts:
            break
    return "".join(parts)


def _mixed(rng: random.Random, own: list[str]) -> str:
    """Halves of several of our sentences, joined by anything."""
    halves = [text[: rng.randrange(len(text))] if rng.random() < 0.5 else text for text in rng.sample(own, 3)]
    return rng.choice(ODD).join(halves)


def _worded(rng: random.Random, _own: list[str]) -> str:
    """Number words, nouns and cues in any order."""
    words = [rng.choice(PIECES) if rng.random() < 0.8 else _number(rng) for _ in range(rng.randint(1, 40))]
    return rng.choice((" ", " ", " ", "", "\u00a0", "\n", "-")).join(words)


def _number(rng: random.Random) -> str:
    return rng.choice(("{}", "{},{:03}", "{} {:03}", "{}.{}", "{}%", "{}/{}", "{}-{}", "{}k", "({})", "${}")).format(
        rng.randrange(10 ** rng.randint(1, 6)), rng.randrange(1000)
    )


def _noise(rng: random.Random, _own: list[str]) -> str:
    """Any code points, with digits and quotes among them."""
    size = rng.randint(1, 60)
    return "".join(
        rng.choice(ODD) if rng.random() < 0.5 else rng.choice(("5", "12", " men ", _any(rng))) for _ in range(size)
    )


def _any(rng: random.Random) -> str:
    """One code point that UTF-8 can hold."""
    point = rng.randrange(0x110000 - 0x800)
    return chr(point if point < 0xD800 else point + 0x800)


def shortened(text: str, lang: str) -> str:
    """A shorter text that still breaks: pieces are dropped as long as something does."""
    size = len(text) // 2
    while size:
        for at in range(0, len(text), size):
            shorter = text[:at] + text[at + size :]
            if shorter and _breaks(shorter, lang):
                text = shorter
                break
        else:
            size //= 2
    return text


def _breaks(text: str, lang: str) -> str:
    """What breaks, in a few words; empty when nothing does."""
    try:
        return "; ".join(broken(text, lang)[:2])
    except Exception as error:  # noqa: BLE001 - any error is what we look for
        return f"{type(error).__name__}: {error}"


def main() -> int:
    """Read until so many inputs or seconds have gone; 1 when something broke."""
    parser = argparse.ArgumentParser(description="Feed ugly texts to the reader.")
    parser.add_argument("--inputs", type=int, default=200_000)
    parser.add_argument("--seconds", type=float, default=3600.0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    begin, failures, done, slowest = time.monotonic(), 0, 0, (0.0, "")
    for text, lang in itertools.islice(texts(options.seed), options.inputs):
        done += 1
        start = time.monotonic()
        if why := _breaks(text, lang):
            failures += 1
            if failures <= 20:
                print(f"{lang}: {why}\n    {shortened(text, lang)!r}", flush=True)
        slowest = max(slowest, (time.monotonic() - start, text))
        if time.monotonic() - begin > options.seconds:
            break
    print(f"{done:,} inputs, seed {options.seed}, {time.monotonic() - begin:.0f} s; {failures} broke; "
          f"slowest {slowest[0]:.2f} s: {slowest[1][:60]!r}")  # fmt: skip
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
