"""Throw broken files at every loader: each must end in a document or in one sentence, in time, without a connection.

    python bench/fuzz_loaders.py [seconds] [seed] [format ...]

Seeds are the small files of the tests; each input is one of them with bytes changed, cut, doubled or spliced with
another. What breaks is printed with the seed and number that make it again.
"""

from __future__ import annotations

import importlib
import importlib.util
import random
import socket
import sys
import time
import warnings
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import NoReturn

from headcount.errors import InputError
from headcount.read.loaders import formats, load_source
from headcount.read.loaders.source import Source

_MADE = Path(__file__).resolve().parents[1] / "tests" / "read" / "loaders_made.py"
_SLOW = 5.0
"""Seconds that one small file may take"""
_LONGEST = 200_000
_TOKENS = (
    b"<", b">", b"</", b"&", b"&#0;", b"&#x110000;", b"\x00", b"\xff", b"\r\n", b"\n\n", b"%PDF-", b"obj", b"endobj",
    b"stream", b"/Length -1", b"/Kids [2 0 R]", b"/Filter /FlateDecode", b"PK\x03\x04", b"From ", b"Content-Type: ",
    b"multipart/mixed; boundary=", b"charset=", b"utf-7", b'"', b"{", b"[", b"|", b",", b"=?utf-8?B?", b"?=",
    b"<table>", b"<tr><td colspan=99999>", b"<!--", b"]]>",
    b"<![CDATA[", b"<!DOCTYPE", b"<?xml", b"\xef\xbb\xbf", b"\xff\xfe",
)  # fmt: skip


def _no_network(*_: object, **__: object) -> NoReturn:
    raise AssertionError("a loader opened a connection")


def _seeds() -> dict[str, list[bytes]]:
    spec = importlib.util.spec_from_file_location("loaders_made", _MADE)
    assert spec is not None and spec.loader is not None
    made: ModuleType = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    found: dict[str, list[bytes]] = {}
    for name, raw in made.files().items():
        found.setdefault(Path(name).suffix, []).append(raw)
    rich = "<article><h1>A</h1><p>Some 40 women.</p><table><tr><th>Men</th></tr><tr><td>1</td></tr></table></article>"
    found[".html"].append(made.page(rich))
    found[".docx"].append(made.docx(made.table([["Men", "Women"], ["1", "2"]]), notes=made.paragraph("x")))
    return found


def _broken(raw: bytes, others: list[bytes], rng: random.Random) -> bytes:
    made = bytearray(raw)
    for _ in range(rng.randint(1, 6)):
        at, to = sorted((rng.randint(0, len(made)), rng.randint(0, len(made))))
        kind = rng.randint(0, 6)
        if kind == 0 and made:
            made[min(at, len(made) - 1)] = rng.randrange(256)
        elif kind == 1:
            del made[at : min(to, at + rng.choice((1, 4, 64)))]
        elif kind == 2:
            made[at:at] = rng.choice(_TOKENS) * rng.choice((1, 1, 1, 2, 300))
        elif kind == 3 and len(made) < _LONGEST:
            made[at:at] = made[at:to]
        elif kind == 4:
            other = rng.choice(others)
            made[at:to] = other[: rng.randint(0, len(other))]
        elif kind == 5:
            del made[to:]
        else:
            made[at:to] = bytes(rng.randrange(256) for _ in range(min(16, to - at)))
    return bytes(made)


def fuzz(suffix: str, seeds: dict[str, list[bytes]], seconds: float, seed: int) -> tuple[Counter[str], list[str]]:
    """Inputs by how they ended, and what broke."""
    counted: Counter[str] = Counter()
    broke: list[str] = []
    others = [raw for several in seeds.values() for raw in several]
    end = time.monotonic() + seconds
    number = 0
    while time.monotonic() < end:
        rng = random.Random(f"{seed}{suffix}{number}")
        raw = _broken(rng.choice(seeds[suffix]), others, rng)
        start = time.monotonic()
        try:
            load_source(Source(f"fuzz{suffix}", raw, suffix))
            counted["read"] += 1
        except InputError as error:
            counted["refused"] += 1
            if "\n" in str(error):
                broke.append(f"{suffix} {number}: an error of several lines")
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            broke.append(f"{suffix} {number}: {type(error).__name__}: {str(error)[:200]}")
        took = time.monotonic() - start
        if took > _SLOW:
            broke.append(f"{suffix} {number}: {took:.1f} seconds for {len(raw):,} bytes")
        number += 1
    return counted, broke


def main() -> int:
    """Print a line a format; exit code 1 if anything broke."""
    warnings.simplefilter("ignore")
    importlib.import_module("trafilatura")  # its libraries build on sockets when they are imported
    for name in ("socket", "create_connection", "getaddrinfo"):
        setattr(socket, name, _no_network)
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 5.0
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    wanted = sys.argv[3:] or list(formats())
    seeds = _seeds()
    bad = 0
    for form in (formats()[code] for code in wanted):
        suffix = next(one for one in form.suffixes if one in seeds)
        counted, broke = fuzz(suffix, seeds, seconds, seed)
        bad += len(broke)
        total = sum(counted.values()) + len(broke)
        ended = f"{counted['read']:8,} read  {counted['refused']:8,} refused  {len(broke)} broke"
        print(f"{form.code:9} {total:8,} inputs  {ended}")
        for line in broke[:10]:
            print("   ", line)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
