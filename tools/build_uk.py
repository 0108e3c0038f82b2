"""Rebuild the inflected Ukrainian tables (nouns, forms, demonyms, bodies) from ``tools/lexicon/uk_*.csv``.

Development only. The lists hold lemmas; pymorphy3 with the dictionary of pymorphy3-dicts-uk (LanguageTool, VESUM) gives
their forms. What the dictionary does not know stays as it is written. Groups, statuses and codes are by hand.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pymorphy3

HERE = Path(__file__).parent / "lexicon"
OUT = Path(__file__).parents[1] / "src/headcount/languages/uk"
MORPH: Any = pymorphy3.MorphAnalyzer(lang="uk")
UNWANTED = ("voct", "impr", "1per", "2per")
Row = tuple[str, ...]


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a hand-written table."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return [{key: cell or "" for key, cell in row.items()} for row in csv.DictReader(lines)]


def parse(word: str, kinds: tuple[str, ...]) -> Any | None:
    """The reading of a lemma as one of ``kinds`` that is no surname, or nothing."""
    found = [p for p in MORPH.parse(word) if p.normal_form == word.lower() and p.is_known and "Surn" not in str(p.tag)]
    return next((p for kind in kinds for p in found if str(p.tag).startswith(kind) and "Fixd" not in str(p.tag)), None)


def forms(word: str, kinds: tuple[str, ...] = ("NOUN", "ADJF", "VERB"), *, plural: bool | None = None) -> list[str]:
    """All forms of a lemma, only the plural ones or only the others where ``plural`` says so."""
    found = parse(word, kinds)
    if found is None:
        return [word]
    made = [
        form.word
        for form in found.lexeme
        if not any(tag in str(form.tag) for tag in UNWANTED) and (plural is None or ("plur" in str(form.tag)) == plural)
    ]
    return list(dict.fromkeys(made)) or [word]


def counted(word: str) -> list[str]:
    """Forms that stand by a number: the plural in all cases, and the singular, which follows 21 and 1,5."""
    found = parse(word, ("NOUN,anim", "NOUN", "ADJF"))
    many = forms(word, ("NOUN,anim", "NOUN", "ADJF"), plural=True)
    if found is None or str(found.tag).startswith("ADJF"):
        return many
    return list(dict.fromkeys([*many, *forms(word, ("NOUN,anim", "NOUN"), plural=False)]))


def nouns() -> Iterator[Row]:
    """A row for each noun; the first group that claims a lemma keeps it."""
    taken: set[str] = set()
    for row in rows("uk_nouns"):
        for word in row["words"].split():
            if word not in taken:
                taken.add(word)
                yield word, "|".join(counted(word)), row["group"], row["status"], row["kind"], "hand"


def verb_forms() -> Iterator[Row]:
    """Lemmas that patterns name; a passive participle has its impersonal form in -o as well."""
    seen: set[str] = set()
    for row in rows("uk_forms"):
        for word in row["lemmas"].split():
            if word in seen:
                continue
            seen.add(word)
            found = forms(word, ("VERB", "ADJF", "NOUN"))
            if word.endswith(("ний", "тий")):
                found.append(f"{word[:-2]}о")
            yield word, "|".join(dict.fromkeys(found))


def phrase(name: str) -> Iterator[str]:
    """A name in all cases: an adjective moves with its noun, and a noun alone in front of a genitive."""
    yield name
    if name.isupper():
        return
    *lead, last = name.split()
    heads = [adjective(word) for word in lead]
    if lead and not all(heads):
        yield from (capital(form, lead[0]) + name[len(lead[0]) :] for form in forms(lead[0], ("NOUN",)))
        return
    head = parse(last, ("NOUN",))
    for form in head.lexeme if head is not None else ():
        tags = {str(tag) for tag in form.tag.grammemes} & {"nomn", "gent", "datv", "accs", "ablt", "loct"}
        many = "plur" in str(form.tag)
        if many and not lead:
            continue
        gender = {"plur"} if many else {str(head.tag).partition(" ")[2].split(",")[0]} & {"masc", "femn", "neut"}
        moved = [one.inflect(tags | gender) for one in heads]
        if tags and all(moved):
            words = [capital(one.word, word) for one, word in zip(moved, lead, strict=True)]
            yield " ".join([*words, capital(form.word, last)])


def adjective(word: str) -> Any | None:
    """The reading of a word as an adjective in the nominative, of any gender."""
    return next((p for p in MORPH.parse(word) if str(p.tag).startswith("ADJF") and "nomn" in str(p.tag)), None)


def capital(form: str, like: str) -> str:
    """``form`` with a capital where ``like`` has one."""
    return form[:1].upper() + form[1:] if like[:1].isupper() else form


def names() -> Iterator[Row]:
    """Names, capitals, peoples and adjectives of countries and regions; towns."""
    for row in rows("uk_countries"):
        code = row["code"]
        yield from ((form, code, "name") for name in cells(row["names"]) for form in phrase(name))
        yield from ((form, code, "capital") for name in cells(row["capitals"]) for form in phrase(name))
        yield from ((form, code, "adjective") for word in cells(row["adjective"]) for form in forms(word, ("ADJF",)))
        yield from ((form, code, "demonym") for word in cells(row["people"]) for form in forms(word, ("NOUN", "ADJF")))
    for row in rows("uk_cities"):
        yield from ((form, row["code"], "city") for name in cells(row["names"]) for form in phrase(name))


def cells(cell: str) -> list[str]:
    """The parts of a cell that holds several forms."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def write(name: str, header: Row, found: Iterable[Row]) -> None:
    """A table, sorted, a row once."""
    made = sorted(set(found))
    with (OUT / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(made)
    print(f"{len(made)} rows in {name}.csv")


def main() -> None:
    """Write all tables."""
    OUT.mkdir(exist_ok=True)
    write("nouns", ("lemma", "plural", "group", "status", "kind", "source"), nouns())
    write("forms", ("lemma", "forms"), verb_forms())
    kept: dict[tuple[str, str], Row] = {}
    for form, code, kind in names():
        kept.setdefault((form, kind), (form, code, kind))
    write("demonyms", ("form", "code", "kind"), kept.values())
    write("bodies", ("form", "code"), ((row["form"], row["code"]) for row in rows("uk_bodies")))


if __name__ == "__main__":
    main()
