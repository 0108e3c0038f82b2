"""Rebuild ``words.csv`` and ``forms.csv`` of the Russian pack: function words, verbs, things, forms of lemmas.

Development only. Classes are written by hand in ``ru_words.csv``, where ``=lemma`` stands for its forms. Two are made
from the dictionary: ``verb`` (finite forms and short participles in use, that are no likelier a noun) and ``thing``
(inanimate nouns in the cases that stand by a number). ``forms.csv`` holds every lemma that a pattern of the pack names.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from russian import OUT, dictionary, of_lemma, plain, rows, unique, write
from wordfreq import zipf_frequency

VERB_FLOOR = 2.9
THING_FLOOR = 2.9
PATTERNS = ("triggers", "actions", "stances", "hedges", "vague")
FINITE = (("past", "plur"), ("past", "sing"), ("pres", "plur"), ("pres", "sing"), ("futr", "plur"), ("futr", "sing"))
COUNTED = (("sing", "gent"), ("plur", "gent"), ("plur", "nomn"), ("plur", "datv"), ("plur", "ablt"), ("plur", "loct"))
NO_THINGS = {"человек", "лицо", "душа", "раз", "число", "год", "тысяча", "миллион", "миллиард", "сотня", "десяток"}


STOPPING = (
    "prep", "conj", "det", "be", "have", "modal", "relative", "subordinator", "pronoun", "copula", "negation", "adverb",
    "generic", "before_noun",
)  # fmt: skip
"""Classes whose words are never taken for things."""


def in_use(word: str, floor: float) -> bool:
    """Whether ``word`` is common enough to matter."""
    return len(word) > 2 and zipf_frequency(word, "ru") >= floor


def verbs() -> Iterator[str]:
    """Forms of verbs in the third person, the past, and short passive participles."""
    for word, tag, _, _, _ in dictionary().dictionary.iter_known_words():
        third = tag.POS == "VERB" and (tag.tense == "past" or tag.person == "3per") and "impr" not in tag
        if (third or (tag.POS == "PRTS" and "pssv" in tag)) and in_use(word, VERB_FLOOR):
            best = dictionary().parse(word)[0].tag
            if best.POS in ("VERB", "PRTS"):
                yield word


def things(people: set[str]) -> Iterator[str]:
    """Inanimate nouns in the cases in which a number counts them."""
    for word, tag, lemma, _, _ in dictionary().dictionary.iter_known_words():
        if tag.POS != "NOUN" or "inan" not in tag or lemma in NO_THINGS or (tag.number, tag.case) not in COUNTED:
            continue
        if any(g in tag for g in ("Geox", "Name", "Surn", "Abbr", "Orgn")) or plain(word) in people:
            continue
        if in_use(word, THING_FLOOR) and dictionary().parse(word)[0].tag.POS == "NOUN":
            yield word


def directions() -> list[str]:
    """Last words of names in a case that says the way ('в Сирию', 'в Ирак') and never the place ('в Сирии')."""
    way: set[str] = set()
    place: set[str] = set()
    with (OUT / "demonyms.csv").open(encoding="utf-8", newline="") as lines:
        forms = {row["form"].split()[-1] for row in csv.DictReader(lines) if row["kind"] in ("name", "city", "capital")}
    for form in forms:
        tags = [one.tag for one in dictionary().parse(form) if one.tag.POS == "NOUN" and "Fixd" not in one.tag]
        named = [tag for tag in tags if "Geox" in tag] or tags
        if any(tag.case in ("accs", "nomn") for tag in named):
            way.add(form.lower())
        if any(tag.case in ("loct", "loc2") for tag in named):
            place.add(form.lower())
    return sorted(plain(form) for form in way - place)


def obliques() -> list[str]:
    """Words of names in a case that no subject has."""
    with (OUT / "demonyms.csv").open(encoding="utf-8", newline="") as lines:
        kinds = ("name", "city", "capital", "leader")
        forms = {word for row in csv.DictReader(lines) if row["kind"] in kinds for word in row["form"].split()}
    found = []
    for form in forms:
        tags = [one.tag for one in dictionary().parse(form) if one.tag.POS == "NOUN"]
        named = [tag for tag in tags if "Geox" in tag or "Surn" in tag] or tags
        if named and all(tag.case != "nomn" and "Fixd" not in tag for tag in named):
            found.append(plain(form.lower()))
    return sorted(set(found))


def expanded(words: str) -> list[str]:
    """``words`` with the forms of each ``=lemma``."""
    return [form for word in words.split() for form in (of_lemma(word[1:]) if re.match("=.", word) else [word])]


def lemmas() -> list[str]:
    """Every ``=lemma`` of the patterns of the pack."""
    found: set[str] = set()
    for name in PATTERNS:
        found.update(re.findall(r"(?<![^\s|,\"])=([^\s|,\"]+)", (OUT / f"{name}.csv").read_text(encoding="utf-8")))
    return sorted(found)


def nouns() -> set[str]:
    """Every form of the nouns for people, singles only."""
    with (OUT / "nouns.csv").open(encoding="utf-8", newline="") as lines:
        return {form for row in csv.DictReader(lines) for form in (row["lemma"], *row["plural"].split("|"))}


def main() -> None:
    """Write both tables."""
    hand = [(row["class"], unique(expanded(row["words"]))) for row in rows("ru_words")]
    people = nouns()
    function = {word for kind, found in hand if kind in STOPPING for word in found}
    told = [word for word in unique(list(verbs())) if word not in people and word not in function]
    kinds = [*hand, ("verb", sorted(told))]
    counted = unique(list(things(people)))
    kinds.append(("thing", sorted(word for word in counted if word not in function and word not in set(told))))
    kinds += [("direction_form", directions()), ("oblique_form", obliques())]
    write("words", ("class", "words"), [(kind, " ".join(found)) for kind, found in kinds] + [("yet", "")])
    numerals = [(word, row["value"], row["kind"]) for row in rows("ru_numerals") for word in row["words"].split()]
    write("numerals", ("word", "value", "kind"), numerals)
    write("forms", ("lemma", "forms"), [(lemma, "|".join(of_lemma(lemma))) for lemma in lemmas()])


if __name__ == "__main__":
    main()
