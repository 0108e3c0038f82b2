"""Rebuild ``actions.csv`` and ``stances.csv`` of the Russian pack from ``ru_actions.csv`` and ``ru_stances.csv``.

Development only. A verb becomes up to five rows, by what its forms say of the stage: past (done), future (promised),
present (under way), infinitive (frame i: nothing alone), short passive participle (frame p). ``=lemma`` in a stance
stands for the forms of the lemma. Names and organs of states give the forms that can be no subject (``oblique``), the
agents of passives (``agentive``) and the forms that tell where somebody is and not where to (``staying``).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache

from russian import OUT, dictionary, of_lemma, rows, unique, write

TENSES = (("past", ""), ("futr", "promised"), ("pres", "under_way"))
ACTORS = ("name", "capital", "leader", "body")
STANCES = ("idiom", "stage")
HOME = "HOME"
"""Stands in ``rest`` for 'home' and the states and capitals that people can be brought to."""


def actions() -> Iterator[tuple[str, str, str, str]]:
    """(action, stage, frame, pattern) of every row."""
    yield (
        "take_children_only",
        "",
        "v",
        "забрал|забрала|забрали|приняла|принял|приняли|вернул|вернула|вернули ~1 только ~2 детей|сирот",
    )
    yield "take_children_only", "under_way", "v", "забирает|забирают|принимает|принимают ~1 только ~2 детей|сирот"
    yield "take_children_only", "", "i", "принять|забрать|вернуть ~2 детей|сирот , но без матерей|родителей"
    yield "ban_entry", "promised", "v", "не пустит|пустят"
    yield "ban_entry", "under_way", "v", "не пускает|пускают"
    yield "ban_entry", "", "v", "не пустил|пустила|пустили"
    yield "allow_departure", "", "v", "не мешал|мешала|мешали ~3 уезжать|уехать|выезжать|выехать"
    for row in rows("ru_actions"):
        made = of_verb(row["word"]) if row["kind"] == "verb" else [(row["stage"], "n", unique(of_lemma(row["word"])))]
        for stage, frame, forms in made:
            rest = row["rest"].replace(HOME, "|".join(homes()))
            order = (rest[1:].strip(), "|".join(forms)) if rest.startswith("<") else ("|".join(forms), rest)
            pattern = " ".join(part for part in order if part)
            yield row["action"], row["stage"] or stage, frame, pattern


def homes() -> list[str]:
    """'домой', 'родину', and the accusative of every state and capital of one word."""
    named = [form.lower() for form, kind in forms_of_names() if kind in ("name", "capital") and form.isalpha()]
    return unique(["домой", "родину", *(form for form in named if form in directions_known())])


@cache
def directions_known() -> frozenset[str]:
    """The class ``direction_form`` of ``words.csv``."""
    with (OUT / "words.csv").open(encoding="utf-8", newline="") as lines:
        return next(
            (frozenset(row["words"].split()) for row in csv.DictReader(lines) if row["class"] == "direction_form"),
            frozenset(),
        )


def of_verb(word: str) -> list[tuple[str, str, list[str]]]:
    """(stage, frame, forms) by tense, infinitive and passive."""
    verb = next(one for one in dictionary().parse(word) if one.tag.POS == "INFN")
    forms = [one for one in verb.lexeme if "impr" not in one.tag and "Infr" not in one.tag and "V-be" not in one.tag]
    made = []
    now = {f.word for f in forms if f.tag.POS == "VERB" and "pres" in f.tag}
    for tense, stage in TENSES:
        some = [f.word for f in forms if f.tag.POS == "VERB" and tense in f.tag and "2per" not in f.tag]
        some = [word for word in some if tense != "futr" or word not in now]
        if tense == "past":
            some += [f.word for f in forms if f.tag.POS == "GRND" and "past" in f.tag]
        if some:
            made.append((stage, "v", unique(some)))
    made.append(("", "i", unique([f.word for f in forms if f.tag.POS == "INFN"])))
    short = [f.word for f in forms if f.tag.POS == "PRTS" and "pssv" in f.tag]
    if short:
        made.append(("", "p", unique(short)))
    return made


def stances() -> Iterator[tuple[str, str, str]]:
    """(kind, stage, pattern) of every row."""
    for row in rows("ru_stances"):
        pattern = re.sub(r"=([\w-]+)", lambda found: "|".join(unique(of_lemma(found[1]))), row["pattern"])
        yield row["kind"], row["stage"], pattern
    names = [word for form, kind in forms_of_names() if kind in ACTORS for word in form.split()]
    organs = [
        word
        for row in rows("ru_stances")
        if row["kind"] == "organ"
        for part in row["pattern"].split("|")
        for word in (of_lemma(part[1:]) if part.startswith("=") else [part])
    ]
    words = unique([word.lower() for word in (*names, *organs, *office())])
    for kind, test in (("oblique", is_oblique), ("agentive", is_agentive), ("staying", is_staying)):
        found = [word for word in words if test(word)]
        for at in range(0, len(found), 40):
            yield kind, "", "|".join(found[at : at + 40])


def office() -> list[str]:
    """The class ``office`` of ``words.csv``."""
    with (OUT / "words.csv").open(encoding="utf-8", newline="") as lines:
        return next((row["words"].split() for row in csv.DictReader(lines) if row["class"] == "office"), [])


def forms_of_names() -> Iterator[tuple[str, str]]:
    """(form, kind) of every name of the pack."""
    for name, kind in (("demonyms", None), ("bodies", "body")):
        with (OUT / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                yield row["form"], kind or row["kind"]


def readings(word: str) -> list[frozenset[str]]:
    """The grammemes of every reading of ``word`` as a noun or adjective."""
    return [one.tag.grammemes for one in dictionary().parse(word) if one.tag.POS in ("NOUN", "ADJF", "PRTF")]


def is_oblique(word: str) -> bool:
    """Whether ``word`` can be no subject: a nominative plural of a name that has a singular is none."""
    found = [one for one in dictionary().parse(word) if one.tag.POS in ("NOUN", "ADJF", "PRTF")]
    if not found or not word.isalpha():
        return False
    plural_name = any("Geox" in one.tag or "Name" in one.tag or "Surn" in one.tag for one in found)
    for one in found:
        if "nomn" in one.tag and ("sing" in one.tag or "Pltm" in one.tag or not plural_name or one.normal_form == word):
            return False
    return True


def is_agentive(word: str) -> bool:
    """Whether ``word`` is instrumental and no nominative."""
    return is_oblique(word) and any("ablt" in tag for tag in readings(word))


def is_staying(word: str) -> bool:
    """Whether ``word`` behind 'в' says where and not where to."""
    found = readings(word)
    return is_oblique(word) and any("loct" in tag for tag in found) and not any("accs" in tag for tag in found)


if __name__ == "__main__":
    write("actions", ("action", "stage", "frame", "pattern"), list(dict.fromkeys(actions())))
    write("stances", ("kind", "stage", "pattern"), list(dict.fromkeys(stances())))
