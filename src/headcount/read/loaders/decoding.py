"""Bytes to text: Unicode first, then what the file says of itself, then the old Cyrillic and Latin code pages.

A text in an unnamed code page is told by its letters: a wrong code page turns common small letters into capitals,
signs and letters that Russian and Ukrainian hardly use.
"""

from __future__ import annotations

import codecs
import csv
import math
import re
from functools import cache
from importlib.resources import files

from headcount.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CYRILLIC = {"cp1251": 0.3, "koi8-u": 0.0, "cp866": -0.2, "iso8859-5": -0.4}
"""Code pages, and how much more or less usual each is. That of old Macintoshes, which differs from the first in
capitals only, is taken where a file names it."""
_LATIN = "cp1252"
_NAMES = {"cp1251": "windows-1251", "cp1252": "windows-1252", "koi8-u": "KOI8", "iso8859-1": "windows-1252"}
_TRUSTED = re.compile(
    r"utf-?(8|16|32)([_-][lb]e)?|(windows|cp|ibm)?[_-]?(125[0-8]|866|855)|koi8[_-]?[rut]|iso[_-]?8859[_-]?\d+|"
    r"latin[_-]?\d*|l\d|mac[_-]?cyrillic|x-mac-cyrillic|us[_-]ascii|ascii|gbk|gb2312|gb18030|big5|shift[_-]?jis|sjis|"
    r"euc[_-](jp|kr)",
    re.I,
)
_HIGH = re.compile(rb"[\x80-\xff]+")
_SAMPLE = 40_000
_BROKEN = 50
"""Sound characters beyond ASCII for each broken one, from which a text is damaged UTF-8 and no other encoding"""
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_NULS = 0.2
"""Share of zero bytes at even or odd places from which bytes are UTF-16 without its mark"""
_FOURS = 0.5
"""The same for the high byte of Cyrillic letters, a control character in every narrow encoding"""


def decoded(raw: bytes, name: str, said: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text of ``raw``, and remarks about what had to be guessed or mended.

    Parameters
    ----------
    said
        The encoding that the format names (a header, a declaration); tried after UTF-8, which proves itself.

    Raises
    ------
    InputError
        No text at all: control characters, or bytes that no encoding in use makes sense of.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _checked(raw[len(mark) :].decode(encoding, "replace"), name), ()
    if wide := _wide(raw):
        return _checked(raw.decode(wide, "replace"), name), (f"read as {wide.upper()} by its zero bytes",)
    text, remarks = _narrow(raw, name, said)
    return _checked(text, name), remarks


def _narrow(raw: bytes, name: str, said: str | None) -> tuple[str, tuple[str, ...]]:
    try:
        return raw.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        first = error.start
    if (trusted := _codec(said)) and (text := _strict(raw, trusted)) is not None:
        return text, ()
    mended = raw.decode("utf-8", "replace")
    broken = mended.count("\ufffd")
    sound = sum(char > "\x7f" for char in mended) - broken
    if sound >= _BROKEN * broken or (broken == 1 and sound and first > len(raw) - 4):
        return mended, (f"{broken} places that are no UTF-8 are shown as \ufffd",)
    if (guess := guessed(raw)) is None:
        raise InputError(f"{name}: byte {first} is not UTF-8; save the file as UTF-8 and read it again")
    return raw.decode(guess, "replace"), (f"read as {_NAMES.get(guess, guess)}, a guess by its letters",)


def _checked(text: str, name: str) -> str:
    if found := _CONTROL.search(text):
        raise InputError(
            f"{name}: character {found.start()} is a control character (0x{ord(found[0]):02x}), so this is no plain "
            "text; export the document as UTF-8 text"
        )
    return text


def _codec(said: str | None) -> str | None:
    """The codec that a name of an encoding stands for; ``None`` for names that are unknown or no text encoding."""
    if not said or not _TRUSTED.fullmatch(said.strip()):
        return None
    try:
        found = codecs.lookup(said.strip().removeprefix("x-")).name
    except LookupError:
        return None
    return _LATIN if found in ("iso8859-1", "ascii") else found


def _strict(raw: bytes, codec: str) -> str | None:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError:
        pass
    text = raw.decode(codec, "replace")
    return text if text.count("\ufffd") * _BROKEN <= len(text) else None


def _wide(raw: bytes) -> str | None:
    """UTF-16 without its mark: zero bytes, or the 4 of Cyrillic letters, at every second place only."""
    sample = raw[:_SAMPLE]
    half = max(1, len(sample) // 2)
    for byte, least in ((0, _NULS), (4, _FOURS)):
        even, odd = sample[0::2].count(byte) / half, sample[1::2].count(byte) / half
        if max(even, odd) >= least and min(even, odd) <= max(even, odd) / 20:
            codec = "utf-16-le" if odd > even else "utf-16-be"
            text = sample[: 2 * (len(sample) // 2)].decode(codec, "replace")
            usual = sum(char < "\x80" or "\u0400" <= char < "\u0500" for char in text)
            if not _CONTROL.search(text) and "\ufffd" not in text[:-1] and usual > 0.6 * len(text):
                return codec
    return None


def guessed(raw: bytes) -> str | None:
    """The code page whose letters suit ``raw`` best; ``None`` where none does."""
    sample = raw[:_SAMPLE]
    runs = [match[0] for match in _HIGH.finditer(sample)]
    high = sum(map(len, runs))
    if not high or b"\x00" in sample:
        return None
    letters = sum(65 <= byte < 91 or 97 <= byte < 123 for byte in sample)
    if high < letters and sum(len(run) == 1 for run in runs) * 2 > len(runs):
        return _LATIN if _is_latin(sample) else None
    if high < _FEWEST:
        return None
    scored = {codec: usual + _score(b" ".join(runs).decode(codec, "replace")) for codec, usual in _CYRILLIC.items()}
    best = max(scored, key=lambda codec: scored[codec])
    return best if scored[best] > _LEAST else None


_FEWEST = 3
"""Bytes beyond ASCII from which letters tell anything; with fewer it is Latin or nothing"""
_LEAST = -5.0
"""Mean logarithm of letter shares: Russian has about -3, letters drawn blindly from a code page about -7"""


_SHOUTING = 0.9
"""Share of capitals among letters from which a text is a headline in capitals"""
_LOUD = 0.3
"""What that costs: small letters are the rule"""


def _is_latin(sample: bytes) -> bool:
    """Whether the high bytes are letters and marks of western Europe."""
    text = sample.decode(_LATIN, "replace")
    high = [char for char in text if char > "\x7f"]
    sound = sum(char.isalpha() or char in "«»“”‘’–—…•°€£§·\u00a0\u00ad" for char in high)
    return sound >= 0.9 * len(high)


@cache
def _weights() -> dict[str, float]:
    """Logarithm of the share of each letter; capitals are one in thirty."""
    rows = list(csv.DictReader(files(__package__).joinpath("letters.csv").read_text(encoding="utf-8").splitlines()))
    total = sum(float(row["share"]) for row in rows)
    weights = {}
    for row in rows:
        share = float(row["share"]) / total
        weights[row["letter"]] = math.log(share)
        weights[row["letter"].upper()] = math.log(share / 30)
    return weights | dict.fromkeys("«»—–“”„…№’ \u00a0", math.log(0.01))


def _score(text: str) -> float:
    """Mean logarithm of the share of the characters; an unknown one is very rare."""
    weights, rare = _weights(), math.log(1e-5)
    score = sum(weights.get(char, rare) for char in text) / max(1, len(text))
    if sum(map(str.isupper, text)) < _SHOUTING * sum(map(str.isalpha, text)):
        return score
    return max(score, sum(weights.get(char, rare) for char in text.lower()) / max(1, len(text)) - _LOUD)
