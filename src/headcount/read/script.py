"""Which language a text is in: by script, then by its most frequent words; and where another one begins.

Measured against py3langid (docs/decisions/0006-loaders.md): the same answers on texts of ten words and more, in a
hundredth of the time to start, so no library is needed.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from headcount import languages
from headcount.values.documents import Span

UNKNOWN = "und"
Stretch = tuple[Span, str]
"""Offsets of a part of a text, and the code of its language."""

_SAMPLE = 20_000
"""Characters that tell the language of a whole text"""
_PART = 100_000
"""Characters looked at together for words of other languages: what they need is given back"""
_ENOUGH = 0.04
"""Score a word from which frequent words prove a language; texts in any have .2 and more"""
_FEW = 12
"""Words up to which a text without a frequent word may still be in the language of its neighbours, or of its script"""
_LEAD = 1.0
"""Score by which a few words must be more likely in another language than in the usual one of their script"""
_CLEAR = 2.0
"""Score by which a few words prove a language without a look at the tables of the packs"""
_KNOWN = 0.5
"""Score of a word that the tables of a pack know"""
_USUAL = 0.9
"""Score that the usual language of a script has ahead, less than one strange letter takes away among few words"""
_SURE = 1.5
"""How many times the score of the main language another must have, for a paragraph to be taken out of it"""
_STRANGE = 0.5
"""Score that a letter outside the alphabet of a language takes away"""
_PROVEN = 3.0
"""Score beyond that which a paragraph in the script of the document needs, so that two names prove nothing"""
_QUOTE = 5
"""Words from which a paragraph in another script is a passage and no name"""
_MET = 3
"""Different frequent words of other languages from which a paragraph deserves a longer look"""
_GLANCE = 400
"""Characters of a quick look"""
_OWN_LETTERS = 0.25
"""Share of letters in the script of the document from which a paragraph only holds many foreign names"""
_DEFAULT = {"latin": "en", "cyrillic": "ru", "arabic": "ar"}
"""What a text too short to tell is taken for"""
_RANGES = (
    (0x0041, 0x024F, "latin"),
    (0x0370, 0x03FF, "greek"),
    (0x0400, 0x052F, "cyrillic"),
    (0x0530, 0x058F, "armenian"),
    (0x0590, 0x05FF, "hebrew"),
    (0x0600, 0x077F, "arabic"),
    (0x0900, 0x097F, "devanagari"),
    (0x0980, 0x09FF, "bengali"),
    (0x0E00, 0x0E7F, "thai"),
    (0x10A0, 0x10FF, "georgian"),
    (0x1200, 0x137F, "ethiopic"),
    (0x1E00, 0x1EFF, "latin"),
    (0x3040, 0x30FF, "kana"),
    (0x4E00, 0x9FFF, "cjk"),
    (0xAC00, 0xD7AF, "hangul"),
)
_WORD = re.compile(r"[^\W\d_]+")
_PARAGRAPH = re.compile(r"[^\n]*[^\s][^\n]*\n*")


def name_of(code: str) -> str:
    """English name of the language called ``code``; the code itself where the table has none."""
    return "a language that could not be told" if code == UNKNOWN else _table()[0].get(code, code)


def language_of(text: str) -> str:
    """Code of the language of ``text``; ``und`` where it cannot be told.

    A few words without a frequent one among them are taken for English, Russian or Arabic by their script; longer
    texts are not guessed at.
    """
    found, _ = _told(text[:_SAMPLE])
    return found


def stretches(text: str, main: str) -> list[Stretch]:
    """``text`` cut where its language changes, paragraph by paragraph; ``main`` is that of the document.

    Paragraphs that do not say otherwise are in ``main``, so a text in one language comes back whole.
    """
    if not _may_be_mixed(text, main):
        return [((0, len(text)), main)]
    found: list[Stretch] = []
    for match in _PARAGRAPH.finditer(text):
        lang = _of_paragraph(match[0], main)
        if found and found[-1][1] == lang:
            found[-1] = ((found[-1][0][0], match.end()), lang)
        else:
            found.append((match.span(), lang))
    if len(found) <= 1:
        return [((0, len(text)), found[0][1] if found else main)]
    return found


def _may_be_mixed(text: str, main: str) -> bool:
    """Whether a look at single paragraphs is worth while: frequent words of other languages, or another script."""
    times, words = _foreign_words(text, main)
    if times:
        own, scripts = _table()[1].get(main, frozenset()), _table()[2]
        for code in languages.available():
            hits = sum(times[word] for word in _table()[1].get(code, frozenset()) - own) if code != main else 0
            if hits >= 3 and (scripts.get(code) != scripts.get(main) or hits > 0.003 * words):
                return True
    home = _table()[2].get(main, "latin")
    if text.isascii():
        return home != "latin"
    letters = filter(str.isalpha, set(text[:: max(1, len(text) // _SAMPLE)]))
    return any(_script_of(char) not in (home, "") for char in letters)


def _foreign_words(text: str, main: str) -> tuple[Counter[str], int]:
    """How often frequent words of other languages than ``main`` stand in ``text``, and the number of all words."""
    foreign = _foreign(main)
    times: Counter[str] = Counter()
    number = 0
    for start in range(0, len(text), _PART):
        words = text[start : start + _PART].split()
        number += len(words)
        if met := foreign.intersection(words):
            times.update(filter(met.__contains__, words))
    return times, number


@cache
def _foreign(main: str) -> frozenset[str]:
    """Frequent words of the other languages that have a pack, and not of ``main``."""
    lists = _table()[1]
    others = (lists.get(code, frozenset()) for code in languages.available() if code != main)
    return frozenset(word for words in others for word in words) - lists.get(main, frozenset())


@cache
def _beside(main: str) -> frozenset[str]:
    """Frequent words of all languages in the script of ``main``, and not of ``main``."""
    _, lists, scripts = _table()
    others = (words for code, words in lists.items() if scripts[code] == scripts.get(main))
    return frozenset(word for words in others for word in words) - lists.get(main, frozenset())


def _of_paragraph(text: str, main: str) -> str:
    """The language of a paragraph, which is ``main`` unless another is clearly more likely.

    Names, titles and single words in another script or language leave a paragraph where it is.
    """
    own = _table()[2].get(main)
    if own is not None and _is_plainly(own, text):
        standing = set(text.lower().split())
        met = len(_beside(main).intersection(standing))
        if met < _MET or met <= len(_table()[1].get(main, frozenset()).intersection(standing)):
            return main
    counts = _scripts(text)
    script = _main_script(text)
    words = _WORD.findall(text[:_SAMPLE])
    if script is None or (len(words) < (_FEW if script == own else _QUOTE) and script != "cjk" and script != "kana"):
        return main
    if script != own and counts[own or ""] > _OWN_LETTERS * counts.total():
        return main
    found, scores = _told(text[:_SAMPLE])
    if script == own:
        likelier = found != UNKNOWN and scores.get(found, 0.0) > _SURE * max(0.0, scores.get(main, 0.0)) + _PROVEN
        return found if likelier else main
    return found if not scores or scores.get(found, 0.0) >= _LEAD else main


def _is_plainly(script: str, text: str) -> bool:
    """Whether the beginning of ``text`` is in ``script``, names aside; a quick look that spares a long one."""
    letters = sum(map(len, _letters(script).findall(text, 0, _GLANCE)))
    return letters > _OWN_LETTERS * 2 * min(len(text), _GLANCE)


@cache
def _letters(script: str) -> re.Pattern[str]:
    """Runs of letters of ``script``, the signs between those of Latin included."""
    return re.compile("[" + "".join(f"{chr(low)}-{chr(high)}" for low, high, one in _RANGES if one == script) + "]+")


def _told(text: str) -> tuple[str, Mapping[str, float]]:
    """The language of ``text`` and the score of each in its script."""
    script = _main_script(text)
    if script is None:
        return UNKNOWN, {}
    weights, candidates = _weights(script)
    if len(candidates) <= 1:
        return (candidates[0] if candidates else UNKNOWN), {}
    words = _WORD.findall(text.lower().replace("\u00ad", ""))
    scores: dict[str, float] = {}
    for word, times in Counter(words).items():
        for code, weight in weights.get(word, ()):
            scores[code] = scores.get(code, 0.0) + weight * times
    strange = _strange(text, script)
    scores = {code: score - strange.get(code, 0.0) for code, score in scores.items()}
    likely = _DEFAULT.get(script, UNKNOWN)
    packs = languages.available()
    best = max(scores, key=lambda code: (scores[code], code == likely, code in packs, code), default=likely)
    lead = scores.get(best, 0.0) - (max(0.0, scores.get(likely, 0.0)) if best != likely else 0.0)
    if len(words) <= _FEW and lead < _CLEAR:
        return _of_few(words, scores, strange, likely, script), scores
    if scores.get(best, 0.0) >= _ENOUGH * len(words):
        return best, scores
    alone = bool(_alphabets(script).get(likely)) and not strange.get(likely)  # letters that no other language has
    return (likely if alone else UNKNOWN), scores


def _of_few(
    words: list[str], scores: Mapping[str, float], strange: Mapping[str, float], likely: str, script: str
) -> str:
    """The language of a few words: of the packs, the one that knows more of them; else the usual one of the script."""
    packs = [code for code in languages.available() if code in _weights(script)[1]]
    known = {code: scores.get(code, -strange.get(code, 0.0)) - strange.get(code, 0.0) for code in packs}
    found = {code: set(words) & _vocabulary(code) for code in known}
    for code, own in found.items():
        shared = set().union(*(others for other, others in found.items() if other != code))
        known[code] += _KNOWN * len(own - shared) + (_USUAL if code == likely else 0.0)
    best = max(known, key=lambda code: (known[code], code == likely, code), default=likely)
    other = max(scores, key=lambda code: (scores[code], code), default=best)
    return other if scores.get(other, 0.0) >= known.get(best, 0.0) + _LEAD else best


@cache
def _vocabulary(code: str) -> frozenset[str]:
    """Words in the tables of a pack that say who is counted and how many; looked at for few words only."""
    folder = files("headcount.languages").joinpath(code)
    text = "\n".join(folder.joinpath(f"{name}.csv").read_text(encoding="utf-8") for name in ("numerals", "nouns"))
    return frozenset(_WORD.findall(text.lower()))


def _strange(text: str, script: str) -> Mapping[str, float]:
    """What letters outside its alphabet cost each language: names bring some, a text in another language many."""
    found: dict[str, float] = {}
    if text.isascii():
        return found
    alphabets = _alphabets(script)
    for char, times in Counter(text.lower()).items():
        if char > "\x7f" and char.isalpha() and _script_of(char) == script:
            for code, letters in alphabets.items():
                if letters and char not in letters:
                    found[code] = found.get(code, 0.0) + _STRANGE * times
    return found


def _main_script(text: str) -> str | None:
    """The script of most letters."""
    counts = _scripts(text)
    if counts["kana"]:  # Japanese writes most nouns in Chinese signs
        return "kana"
    return max(counts, key=lambda script: (counts[script], script)) if counts else None


def _scripts(text: str) -> Counter[str]:
    """Letters of each script."""
    if text.isascii():
        return Counter({"latin": 1} if any(map(str.isalpha, text)) else {})
    counts: Counter[str] = Counter()
    for char, times in Counter(text).items():
        if char.isalpha():
            counts[_script_of(char)] += times
    del counts[""]
    return counts


@cache
def _script_of(char: str) -> str:
    point = ord(char)
    return next((script for low, high, script in _RANGES if low <= point <= high), "")


@cache
def _alphabets(script: str) -> dict[str, frozenset[str]]:
    """Letters of each language of ``script``, for Latin those beyond a to z."""
    source = files("headcount.languages").joinpath("frequent.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(source.splitlines())
    return {row["code"]: frozenset(row["letters"]) for row in rows if row["script"] == script}


@cache
def _table() -> tuple[dict[str, str], dict[str, frozenset[str]], dict[str, str]]:
    """Name, frequent words and script of each language."""
    source = files("headcount.languages").joinpath("frequent.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(source.splitlines()))
    return (
        {row["code"]: row["name"] for row in rows},
        {row["code"]: frozenset(row["words"].split()) for row in rows},
        {row["code"]: row["script"] for row in rows},
    )


@cache
def _weights(script: str) -> tuple[Mapping[str, tuple[tuple[str, float], ...]], tuple[str, ...]]:
    """Frequent word -> languages of ``script`` that have it, each with its weight: less, the more have it."""
    _, lists, scripts = _table()
    codes = tuple(code for code, one in scripts.items() if one == script)
    owners: dict[str, list[str]] = {}
    for code in codes:
        for word in lists[code]:
            owners.setdefault(word, []).append(code)
    return {word: tuple((code, 1.0 / len(them)) for code in them) for word, them in owners.items()}, codes
