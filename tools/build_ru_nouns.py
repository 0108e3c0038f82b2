"""Rebuild the Russian nouns for people from the dictionary of pymorphy3 and the tables in ``tools/lexicon``.

Development only. An animate noun of the dictionary enters when it is no name, a form of it is in use (wordfreq, Zipf
1.7 or more), and it does not stand in ``ru_nouns_drop.txt`` (animals, things, other senses). Rows of ``ru_nouns.csv``
give groups and statuses and outrank the dictionary; ``_`` joins the words of a phrase, whose adjectives and first
noun are inflected, ``+`` adds a form that the dictionary lacks. The column ``plural`` holds the forms that can stand
by a number: all but the nominative singular.
"""

from __future__ import annotations

from collections.abc import Iterator

from pymorphy3.analyzer import Parse
from russian import CASES, LEXICON, dictionary, every, plain, rows, unique, write
from wordfreq import zipf_frequency

FLOOR = 1.7
NO_NOUNS = ("Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Init", "Abbr")
COLUMNS = ("lemma", "plural", "group", "status", "kind", "source")
ADJECTIVAL = ("ый", "ий", "ой", "ая")
"""Endings of adjectives that serve as nouns, which only the hand-written table tells from plain ones."""
PLAYFUL = ("экс-", "жж-", "чудо-", "англо-", "афро-", "плац-", "штаб-")
"""First parts of compounds that the dictionary makes freely."""
FEMALE = ("ка", "ица", "иня", "ыня", "есса", "иса", "ша", "ья")


def reading(word: str) -> Parse | None:
    """The reading of a lemma as a noun, an animate one first, or as an adjective that serves as one."""
    found = [one for one in dictionary().parse(word) if plain(one.normal_form) == plain(word) or one.word == word]
    for test in (
        lambda tag: tag.POS == "NOUN" and "anim" in tag,
        lambda tag: tag.POS == "NOUN",
        lambda tag: tag.POS in ("PRTF", "ADJF"),
    ):
        for one in found:
            if test(one.tag) and not any(g in one.tag for g in NO_NOUNS) and "nomn" in one.tag:
                return one
    return None


def forms(lemma: str) -> list[str]:
    """The lemma and every other form of a noun or phrase."""
    words = lemma.split("_")
    if len(words) == 1 and (found := reading(lemma)) is not None:
        return unique([lemma, *every(found)])
    head = next(
        (at for at, word in enumerate(words) if (one := reading(word)) and one.tag.POS == "NOUN"), len(words) - 1
    )
    made: list[str] = []
    for number in ("sing", "plur"):
        for case in CASES:
            phrase = [_form(word, number, case, words[head]) if at <= head else word for at, word in enumerate(words)]
            if all(phrase):
                made.append(" ".join(phrase))
    return unique(made)


def _form(word: str, number: str, case: str, head: str) -> str:
    found = reading(word)
    if found is None:
        return word
    wanted = {number, case}
    noun = reading(head)
    if found.tag.POS != "NOUN":
        if number == "sing":
            gender = noun.tag.gender if noun is not None and noun.tag.POS == "NOUN" and noun.tag.gender else "masc"
            wanted.add(gender)
        if case == "accs":
            wanted.add("anim")
    if "Pltm" in found.tag and number == "sing":
        return ""
    form = found.inflect(wanted) or found.inflect(wanted - {"anim"})
    return plain(form.word) if form is not None else ""


def hand_rows() -> Iterator[tuple[str, ...]]:
    """The hand-written nouns; the first row of a lemma keeps it."""
    seen = set()
    for row in rows("ru_nouns"):
        for cell in row["lemmas"].split():
            lemma, *more = cell.split("+")
            if lemma in seen or (made := [*forms(lemma), *more]) == []:
                continue
            seen.add(lemma)
            yield _row(lemma, made, row["group"], row["status"], row["kind"], "hand")


def _row(lemma: str, made: list[str], group: str, status: str, kind: str, source: str) -> tuple[str, ...]:
    first = plain(lemma.replace("_", " "))
    others = [form for form in made if form != first or lemma == "человек"]
    return first, "|".join(others), group, status, kind, source


def dictionary_rows(taken: set[str]) -> Iterator[tuple[str, ...]]:
    """Animate nouns in use that no hand-written row or dropped word covers."""
    seen = set(taken)
    for _, tag, lemma, _, _ in dictionary().dictionary.iter_known_words():
        if tag.POS != "NOUN" or "anim" not in tag or any(g in tag for g in NO_NOUNS) or plain(lemma) in seen:
            continue
        seen.add(plain(lemma))
        if len(lemma) < 3 or lemma.endswith(ADJECTIVAL) or lemma.startswith(PLAYFUL):
            continue
        found = reading(lemma)
        made = forms(lemma) if found is not None else []
        if made and max(zipf_frequency(form, "ru") for form in made) >= FLOOR:
            yield _row(lemma, made, _group(lemma, tag.gender), "", "person", "dictionary")


def _group(lemma: str, gender: str | None) -> str:
    """Women where the noun says so by gender and ending, else people."""
    return "women" if gender == "femn" and lemma.endswith(FEMALE) else "people"


def peoples() -> Iterator[tuple[str, ...]]:
    """Women of a people: the names tell the people, this table that they are women."""
    places = [row["forms"].replace(";", " ") for row in rows("ru_places") if row["kind"] == "demonym"]
    for cell in (*places, *(row["people"] for row in rows("ru_countries"))):
        for lemma in cell.split():
            if lemma.endswith("ка") and (made := forms(lemma)):
                yield _row(lemma, made, "women", "", "person", "hand")


def main() -> None:
    """Write the table, sorted by lemma."""
    hand = list(hand_rows())
    dropped = {plain(word) for word in (LEXICON / "ru_nouns_drop.txt").read_text(encoding="utf-8").split()}
    named = {plain(form) for row in rows("ru_countries") for form in row["people"].replace(";", " ").split()}
    out = [*hand, *peoples(), *dictionary_rows({row[0] for row in hand} | dropped | named)]
    write("nouns", COLUMNS, sorted(out))


if __name__ == "__main__":
    main()
