"""Where the people of a figure come from: demonyms, 'from' with a list of names, predicates."""

from __future__ import annotations

from headcount import codelists
from headcount.languages import Language
from headcount.languages.pack import Name
from headcount.languages.phrases import Match
from headcount.read.codes import Codes, code_for, is_site, lies_in, names_from, unique
from headcount.read.mentions import Mention
from headcount.read.names import named, names_in
from headcount.read.sentences import Sentence

_PEOPLE = ("demonym", "adjective")
_STATES = ("name",)
FOREIGN = "foreign"
"""Code of all countries but the one the people are in."""
_KIN = frozenset(("men", "women", "children", "orphans", "adults"))
_ALIEN = 8
_SHORT = 4
_LABEL = 2
_LEFT = 5
_LED = 4
"""Tokens back in which a preposition governs a name of a list, in languages with cases."""
_TOTAL = 16
_COUNTRIES = ("name", "capital", "city", "adjective", "demonym")


def origin_of(sentence: Sentence, mention: Mention, last: int, language: Language) -> Codes | None:
    """The origin of ``mention``; the chain it stands in ends at token ``last``."""
    inside = _inside(sentence, mention, language)
    if inside is None and (alien := _alien(sentence, mention, last, language)):
        return alien
    after = _from(sentence, mention, mention.end if inside else last, language)
    if inside and inside.codes == (FOREIGN,) and (said := _predicate(sentence, last, language)):
        return said
    if inside and after:
        return _narrowed(inside, after)
    return (
        inside
        or after
        or _descent(sentence, mention.end if mention.end == last else last, language)
        or _predicate(sentence, last, language)
        or _left(sentence, last, language)
        or _tied_to(sentence, last, language)
        or _own(sentence, mention, language)
        or _data_on(sentence, mention, language)
        or _born_to(sentence, last, language)
        or _of_front(sentence, mention, language)
        or _of_total(sentence, mention, language)
    )


def _narrowed(inside: Codes, after: Codes) -> Codes:
    """'Russian citizens from Chechnya' come from both, 'Iraqis from Hasakah' are at home in the first only."""
    if inside.codes == (FOREIGN,):
        return after
    within = all(any(lies_in(code, home) for home in inside.codes) for code in after.codes)
    return Codes(unique([*inside.codes, *after.codes]), inside.start, after.end) if within else inside


def _alien(sentence: Sentence, mention: Mention, last: int, language: Language) -> Codes | None:
    """'nationals of third countries', 'boys of 20 nationalities', 'come from other states', 'from outside Syria'."""
    words = sentence.words
    for end in dict.fromkeys((mention.end, last)):
        at = end
        while at < min(len(words), end + 3) and language.one_of(("before_from", "have"), words[at]):
            at += 1
        said = at > end
        if not (language.has("alien_prep", sentence.word(at)) or language.has("have", sentence.word(at - 1))):
            continue
        run = words[at : at + _ALIEN]
        for here, word in enumerate(run):
            if language.has("states_of", word) and language.has("than", sentence.word(at + here + 2)):
                return Codes((FOREIGN,), at, at + here + 1)
            if language.has("states_of", word):
                names = names_in(sentence, language, at, at + here + 1)
                region = next((code for name in names if (code := code_for(name, (*_PEOPLE, *_STATES)))), None)
                if region is not None:
                    return Codes((region,), at, at + here + 1)
                other = language.meets("other_states", run[:here])
                counted = not said and any(one[0].isdecimal() or one in language.numbers for one in run[:here])
                return Codes((FOREIGN,), at, at + here + 1) if other or counted else None
            if here and language.has("outside", word) and named(sentence, at + here + 1, language):
                return Codes((FOREIGN,), at, at + here + 2)
            if here and not (word[0].isalnum() and not language.has("conj", word)):
                break
    return None


def _left(sentence: Sentence, last: int, language: Language) -> Codes | None:
    """'people who left the United Kingdom to join a group': where those who went were at home."""
    words = sentence.words
    for at in range(last, min(len(words) - 1, last + _LEFT)):
        if language.has("leaving", words[at]):
            found = names_from(sentence, at + 1, language, _STATES, slack=1)
            after = sentence.word(found.end) if found else ""
            fits = found and language.has("direction_prep", after) and all(map(_is_home, found.codes))
            return found if found and fits else None
        if not language.one_of(("relative", "have", "modal", "adverb"), words[at]):
            return None
    return None


def _is_home(code: str) -> bool:
    """Whether people can be said to come from ``code`` at large: a country or a region of countries."""
    row = codelists.table("places").get(code)
    return row is not None and row.kind in ("country", "region")


def _tied_to(sentence: Sentence, last: int, language: Language) -> Codes | None:
    """'people with ties to Germany'."""
    words = sentence.words
    if language.has("with", sentence.word(last)) and language.has("bond", sentence.word(last + 1)):
        found = names_from(sentence, last + 3, language, _STATES, slack=1) if last + 3 < len(words) else None
        return found if found else None
    return None


def _descent(sentence: Sentence, last: int, language: Language) -> Codes | None:
    """'fighters of Russian nationality', 'troops of the Ukrainian army'."""
    words = sentence.words
    if last >= len(words) or not language.has("descent_prep", words[last]):
        return None
    at = last + 1
    while at < len(words) and (language.has("det", words[at]) or language.has("possible", words[at])):
        at += 1
    match = named(sentence, at, language) if at < len(words) else None
    code = code_for(match, _PEOPLE) if match else None
    if match is None or code is None or match.end >= len(words):
        return None
    kin = language.has("descent", words[match.end]) or language.has("office", words[match.end])
    return Codes((code,), match.start, match.end) if kin else None


def _own(sentence: Sentence, mention: Mention, language: Language) -> Codes | None:
    """'Tunisia counted 2,900 citizens', '70,000 of its workers': the state named before."""
    between = sentence.words[mention.number.end : mention.head.end]
    if not (language.has("citizen_lemma", mention.head.lemma) or language.meets("own", between)):
        return None
    for match in reversed(names_in(sentence, language, 0, mention.start)):
        code = code_for(match, ("name", "capital"))
        lead = sentence.words[max(0, match.start - (_LED if language.words["of_case"] else 1)) : match.start]
        governed = language.meets("prep", lead)
        if code and not governed:
            return Codes((code,), match.start, match.end)
    return None


def _born_to(sentence: Sentence, last: int, language: Language) -> Codes | None:
    """'79 children born to Kyrgyz parents'."""
    words = sentence.words
    for match in names_in(sentence, language, last, min(len(words), last + _LEFT + 1)):
        code = code_for(match, _PEOPLE)
        if code and language.has("parent", sentence.word(match.end)):
            return Codes((code,), match.start, match.end)
    return None


def _of_front(sentence: Sentence, mention: Mention, language: Language) -> Codes | None:
    """'Of the deported Afghans, 2,515 ...': the people named in a part put in front."""
    words = sentence.words
    start = next((at for at in range(mention.start - 1, -1, -1) if words[at] in ";:."), -1) + 1
    lead = words[start : mention.start]
    fronted = lead and (
        language.has("of", lead[0]) or language.has("among", lead[0]) or (language.has("out", lead[0]) and "," in lead)
    )
    return _peoples(sentence, start, mention.start, language) if fronted else None


def _of_total(sentence: Sentence, mention: Mention, language: Language) -> Codes | None:
    """'the number of French nationals repatriated to 109 children': the people named in a total."""
    words = sentence.words
    if not language.meets("reaching", words[max(0, mention.start - 4) : mention.start]):
        return None
    for at in range(mention.start - 1, max(0, mention.start - _TOTAL), -1):
        if language.has("total", words[at]) and language.has("of", words[at + 1]):
            return _peoples(sentence, at, mention.start, language)
        if words[at] in ",;:.":
            return None
    return None


def _peoples(sentence: Sentence, start: int, end: int, language: Language) -> Codes | None:
    """The first people named between two tokens."""
    for match in names_in(sentence, language, start, end):
        if code := code_for(match, _PEOPLE):
            return Codes((code,), match.start, match.end)
    return None


def _inside(sentence: Sentence, mention: Mention, language: Language) -> Codes | None:
    """'2,000 foreign nationals', '1,000 Western Balkan fighters', 'several thousand Russians'."""
    head = mention.head
    if head.kind not in ("people", "other") or mention.number.start <= head.at < mention.number.end:
        return None
    start = mention.number.end if head.at >= mention.number.end else max(0, head.at - _LABEL)
    found = names_in(sentence, language, start, head.end)
    codes = [
        (match, code)
        for match in found
        if (code := code_for(match, _PEOPLE) or _short_name(sentence, mention, match, language))
    ]
    if not codes:
        return None
    more, end = _joined_peoples(sentence, mention, language)
    return Codes(unique([code for _, code in codes] + more), codes[0][0].start, end or codes[-1][0].end)


def lent(mention: Mention, before: Mention, earlier: Codes | None) -> Codes | None:
    """'400 Tajik women and 900 minors': the adjective speaks of both where men, women and children are told apart."""
    if earlier is None or before.chain != mention.chain:
        return None
    nouns = [one.head.noun for one in (before, mention)]
    kin = all(noun is not None and noun.group in _KIN for noun in nouns) and mention.head.demonym is None
    return earlier if kin and earlier.end <= before.head.end else None


def _short_name(sentence: Sentence, mention: Mention, match: Match[tuple[Name, ...]], language: Language) -> str | None:
    """'US citizens', 'U.S. soldiers', 'Kosovo nationals': the name of a state used as an adjective."""
    if match.end != mention.head.at:
        return None
    word = sentence.slice(match.start, match.end)
    short = len(word) <= _SHORT and word.upper() == word and any(sentence.capital)
    fits = short or language.has("citizen_lemma", mention.head.lemma) or "." in word
    return code_for(match, _STATES) if fits else None


def _joined_peoples(sentence: Sentence, mention: Mention, language: Language) -> tuple[list[str], int]:
    """'62,000 Syrians and Iraqis': the peoples joined to the one that the number stands before."""
    if mention.head.demonym is None:
        return [], 0
    at, codes, end = mention.head.end, [], 0
    while language.has("and_or", sentence.word(at)) and at + 1 < len(sentence.words):
        match = named(sentence, at + 1, language)
        code = code_for(match, ("demonym",)) if match else None
        person = match is not None and any(name.person for name in match.entry)
        if match is None or code is None or person != mention.head.demonym.person:
            break
        codes.append(code)
        at = end = match.end
    listed = end and language.meets("and", sentence.words[mention.head.end : end])
    return (codes, end) if listed else ([], 0)


def _from(sentence: Sentence, mention: Mention, last: int, language: Language) -> Codes | None:
    """'from' (or 'of' after citizens) right behind the figure, with the list of names after it."""
    words = sentence.words
    at = last
    if language.words["of_case"] and language.has("of_head", mention.head.lemma):
        found = names_from(sentence, mention.head.end, language, _COUNTRIES, slack=1)
        if found is not None and found.start <= mention.head.end + 1 and not any(map(is_site, found.codes)):
            return found
    for _ in range(5):
        if at >= len(words) or language.has("from", words[at]):
            break
        if language.has("of", words[at]) and language.has("of_head", mention.head.lemma):
            break
        passing = (
            words[at] in language.words["adverb"]
            or language.has("before_from", words[at])
            or language.ends("adverb_ending", words[at])
        )
        if not passing:
            return None
        at += 1
    if at >= len(words) or not (language.has("from", words[at]) or language.has("of", words[at])):
        return None
    found = names_from(sentence, at + 1, language, _COUNTRIES)
    return None if found is None or any(map(is_site, found.codes)) else found


def _predicate(sentence: Sentence, last: int, language: Language) -> Codes | None:
    """'... are Russian citizens', '... were Iraqis'."""
    words = sentence.words
    at = last
    if at >= len(words) or words[at] not in language.words["be"]:
        return None
    at += 1
    while at < len(words) and (language.has("adverb", words[at]) or language.has("plural_article", words[at])):
        at += 1
    codes: list[str] = []
    end = first = at
    while at < len(words):
        match = named(sentence, at, language)
        code = code_for(match, _PEOPLE) if match else None
        if match and code:
            codes.append(code)
            at = end = match.end
        elif codes and language.has("and_or", words[at]):
            at += 1
        else:
            break
    after = words[end] if end < len(words) else "."
    closes = (
        language.has("citizen", after)
        or not after[0].isalnum()
        or after in language.words["conj"]
        or after in language.words["prep"]
    )
    return Codes(unique(codes), first, end) if codes and closes else None


def _data_on(sentence: Sentence, mention: Mention, language: Language) -> Codes | None:
    """'data on Western Europe show 1,000 women'."""
    for at in reversed(sentence.among(language.words["data"])):
        if at + 1 < mention.start and language.has("on_for", sentence.words[at + 1]):
            found = names_from(sentence, at + 2, language, ("name",))
            if found and found.end <= mention.start and found.start <= at + 3:
                return Codes(found.codes, found.start, found.end)
    return None
