"""Forms of Russian words from the dictionary of pymorphy3 (OpenCorpora), for the builders of ``languages/ru``.

Development only: reading needs no morphology library.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pymorphy3
from pymorphy3.analyzer import Parse

LEXICON = Path(__file__).parent / "lexicon"
OUT = Path(__file__).parents[1] / "src/headcount/languages/ru"
CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
_ODD = ("Arch", "Erro", "Dist", "V-be", "Infr", "Slng")


@cache
def dictionary() -> pymorphy3.MorphAnalyzer:
    """The Russian dictionary, loaded once."""
    return pymorphy3.MorphAnalyzer(lang="ru")


def plain(word: str) -> str:
    """``word`` with е for ё, as the reader folds it."""
    return word.replace("ё", "е").replace("Ё", "Е")


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a hand-written table of ``tools/lexicon``."""
    with (LEXICON / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return [{k: v or "" for k, v in row.items()} for row in csv.DictReader(lines)]


def write(name: str, columns: tuple[str, ...], out: list[tuple[str, ...]]) -> None:
    """Write a table of the pack."""
    with (OUT / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(out)
    print(f"{len(out)} rows in {name}.csv")


def unique(words: list[str]) -> list[str]:
    """``words`` folded, each once, in order."""
    return list(dict.fromkeys(map(plain, words)))


def parse(word: str, *pos: str) -> Parse | None:
    """The reading of ``word`` as a lemma of one of the parts of speech ``pos``, the likeliest first."""
    known = [one for one in dictionary().parse(word) if not pos or one.tag.POS in pos]
    lemma = [one for one in known if one.normal_form == word.lower() or plain(one.normal_form) == plain(word.lower())]
    return next(iter(lemma or known), None)


def of_lemma(word: str) -> list[str]:
    """Forms of a lemma as it stands in patterns.

    An infinitive stands for finite forms, infinitive and gerunds; a short participle (задержан) for its four forms;
    a full one (задержанный) or an adjective for all cases; a noun for all cases of both numbers.
    """
    found = dictionary().parse(word)
    first = next((one for one in found if plain(one.word) == plain(word)), found[0])
    if any(one.tag.POS == "INFN" for one in found):
        verb = next(one for one in found if one.tag.POS == "INFN")
        return _some(verb, ("VERB", "INFN", "GRND"), drop=("impr",))
    if any(one.tag.POS == "PRTS" for one in found):
        short = next(one for one in found if one.tag.POS == "PRTS")
        return _some(short, ("PRTS",), keep={"pssv", *({"past"} & set(short.tag.grammemes))})
    if first.tag.POS in ("PRTF", "ADJF"):
        kept = {g for g in first.tag.grammemes if g in ("pssv", "actv", "past", "pres")}
        return _some(first, (str(first.tag.POS),), keep=kept, drop=("Supr",))
    nouns = [one for one in found if one.tag.POS == "NOUN" and plain(one.normal_form) == plain(word)]
    return _some(nouns[0] if nouns else first, (str((nouns[0] if nouns else first).tag.POS),))


def _some(word: Parse, pos: tuple[str, ...], *, keep: set[str] | None = None, drop: tuple[str, ...] = ()) -> list[str]:
    forms = [
        one.word
        for one in word.lexeme
        if one.tag.POS in pos
        and not any(g in one.tag for g in (*_ODD, *drop))
        and (keep is None or keep <= set(one.tag.grammemes))
    ]
    return unique(forms or [word.word])


def every(word: Parse) -> list[str]:
    """All forms of a noun, with their variants, or the full forms of an adjective or participle."""
    pos = str(word.tag.POS)
    kept = {g for g in word.tag.grammemes if g in ("pssv", "actv", "past", "pres")} if pos == "PRTF" else None
    return _some(word, (pos,), keep=kept, drop=("Supr",))


def cases(noun: Parse, number: str) -> dict[str, str]:
    """The forms of a noun or adjective by case."""
    found: dict[str, str] = {}
    for case in CASES:
        form = noun.inflect({number, case})
        if form is not None:
            found[case] = plain(form.word)
    return found


def inflected(name: str) -> list[str]:
    """All cases of a name of several words: adjectives and the first noun agree, what follows ``~`` stays.

    The letters keep their capitals; a name that begins with ``=`` is written as it is.
    """
    if name.startswith("="):
        return [plain(name[1:])]
    head, _, tail = name.partition("~")
    words = head.split()
    number = "plur" if words and _is_plural(words[-1]) else "sing"
    kept = f" {tail.strip()}" if tail else ""
    made = [" ".join(_cased(word, number, case) for word in words) + kept for case in CASES]
    return unique([form for form in made if form])


def _is_plural(word: str) -> bool:
    first = _reading(word)
    return first is not None and ("Pltm" in first.tag or (first.tag.number == "plur" and first.tag.case == "nomn"))


def _reading(word: str) -> Parse | None:
    known = [one for one in dictionary().parse(word) if one.tag.POS in ("NOUN", "ADJF", "PRTF", "NPRO")]
    for wanted in ({"Geox", "nomn"}, {"nomn", "inan"}, {"nomn"}):
        for one in known:
            if wanted <= set(one.tag.grammemes):
                return one
    return known[0] if known else None


def _cased(word: str, number: str, case: str) -> str:
    if "-" in word and _reading(word.rpartition("-")[2]) is not None and not dictionary().word_is_known(word):
        front, _, last = word.rpartition("-")
        return f"{front}-{_cased(last, number, case)}"
    found = _reading(word)
    if found is None or "Fixd" in found.tag:
        return word
    wanted = {case} if number == "plur" and found.tag.number == "plur" and "Pltm" in found.tag else {number, case}
    adjective = found.tag.POS != "NOUN"
    still = {"inan"} if case == "accs" and adjective else set()
    if adjective and number == "sing" and found.tag.gender:
        wanted = wanted | {str(found.tag.gender)}
    form = found.inflect(wanted | still) or found.inflect(wanted) or found.inflect({number, case})
    return _capital(form.word if form is not None else word, word)


def _capital(form: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return form.upper()
    parts = form.split("-")
    models = like.split("-")
    if len(parts) == len(models):
        return "-".join(p[:1].upper() + p[1:] if m[:1].isupper() else p for p, m in zip(parts, models, strict=True))
    return form[:1].upper() + form[1:] if like[:1].isupper() else form
