"""Noun phrases that can be the subject of an act: actors by name, organs of a state, pronouns, private people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from headcount import codelists
from headcount.languages import Language, stances
from headcount.languages.pack import Name
from headcount.languages.phrases import Match
from headcount.read.actors import Actor, actors_of
from headcount.read.names import names_in
from headcount.read.sentences import Sentence

_ORGAN = 4
"""Tokens behind a name in which an organ of the state is looked for: 'Danish appeal court'."""
_DASHES = frozenset("-–—")
_SIGNS = frozenset(',;:—"')
_BOUNDS = ("prep", "be", "have", "modal", "verb", "conj", "subordinator", "relative")
_STATES = ("adjective", "name", "capital", "city", "demonym")


@dataclass(frozen=True, slots=True)
class Subject:
    """A noun phrase that may be the subject of a later verb."""

    kind: str
    """actor, organ, pronoun, private, or both: two states told before"""
    start: int
    end: int
    codes: tuple[str, ...] = ()


def subjects_of(
    sentence: Sentence, language: Language, states: Sequence[Actor], verbs: frozenset[int]
) -> list[Subject]:
    """All noun phrases of ``sentence`` that can be a subject, from left to right; ``verbs``: where acts begin."""
    taken = {at for actor in states for at in range(actor.start, actor.end)}
    free = [Subject("actor", one.start, one.end, one.codes) for one in states if _is_free(sentence, one, language)]
    others = [one for one in _unnamed(sentence, language) if one.start not in taken and one.start not in verbs]
    return sorted([*free, *others], key=lambda one: one.start)


def actors_in(sentence: Sentence, language: Language) -> list[Actor]:
    """Actors by name, and organs told by the state beside them: 'Danish Senate', 'a court in Berlin'."""
    found: list[Actor] = []
    for joint in actors_of(sentence, language):
        actor = _in_case(sentence, _last_of(sentence, joint, language), language)
        if not found or actor.start >= found[-1].end:
            found.append(actor)
    for match in names_in(sentence, language):
        if any(one.start <= match.start < one.end and not one.governed for one in found):
            continue
        made = _organ_of(sentence, match, language) or _before_verb(sentence, match, language)
        if made and not any(one.start < made.end and made.start < one.end and not one.governed for one in found):
            found = [one for one in found if one.end <= made.start or one.start >= made.end]
            found.append(made)
    found = [
        replace(one, governed=True) if _belongs(sentence, one, language) else _in_case(sentence, one, language)
        for one in found
        if not _is_compound(sentence, one)
    ]
    return sorted(found, key=lambda one: one.start)


def _in_case(sentence: Sentence, actor: Actor, language: Language) -> Actor:
    """``actor``, governed where its form can be no subject."""
    rules = stances.load(language)
    governed = any(word in rules.oblique for word in _heads(sentence, actor, language))
    governed = governed or (bool(rules.infinitive) and sentence.word(actor.start - 1).endswith(tuple(rules.infinitive)))
    return replace(actor, governed=True) if governed else actor


def _heads(sentence: Sentence, actor: Actor, language: Language) -> list[str]:
    """The words of an actor that show its case: its organ, else the name."""
    words, organs = sentence.words[actor.start : actor.end], stances.load(language).organs
    return [word for word in words if word in organs] or words[:1]


def _last_of(sentence: Sentence, actor: Actor, language: Language) -> Actor:
    """The last of several names with nothing but commas between: they do not act together."""
    words = sentence.words[actor.start : actor.end]
    joined = any(language.has("coordinating", word) for word in words if word != ",")
    if len(actor.codes) < 2 or "," not in words or joined:
        return actor
    start = actor.end - words[::-1].index(",")
    return replace(actor, codes=actor.codes[-1:], start=start, governed=False)


def _is_compound(sentence: Sentence, actor: Actor) -> bool:
    """'Norway-backed rebels': the name is a part of a word."""
    end = actor.end
    glued = (
        end + 1 < len(sentence.words) and sentence.starts[end] == sentence.ends[end - 1] == sentence.starts[end + 1] - 1
    )
    return glued and sentence.words[end] == "-" and not sentence.capital[end + 1]


def _belongs(sentence: Sentence, actor: Actor, language: Language) -> bool:
    """'a committee of the Belgian parliament': not the parliament acts."""
    at = actor.start - (2 if language.has("the", sentence.word(actor.start - 1)) else 1)
    return language.has("of", sentence.word(at))


def _organ_of(sentence: Sentence, match: Match[tuple[Name, ...]], language: Language) -> Actor | None:
    """'Slovak interior ministry', 'a court in The Hague'."""
    words, organs = sentence.words, stances.load(language).organs
    code = next((n.code for kind in _STATES for n in match.entry if n.kind == kind and is_state(n.code)), None)
    if code is None:
        return None
    owner = language.has("possessive", sentence.word(match.end))
    if owner or any(name.kind == "adjective" for name in match.entry):
        for at in range(match.end + owner, min(len(words), match.end + _ORGAN)):
            if words[at] in organs:
                return Actor((code,), match.start, at + 1, language.has("governing", sentence.word(match.start - 2)))
            if _bounds(words[at], language) or language.has("det", words[at]) or words[at] in language.acts.table:
                break
    lead = match.start - (1 if language.has("the", sentence.word(match.start - 1)) else 0)
    if sentence.word(lead - 1) in stances.load(language).towns:
        lead -= 2 if language.has("the", sentence.word(lead - 2)) else 1
    joined = language.has("in", sentence.word(lead - 1)) or language.has("of", sentence.word(lead - 1))
    if match.start and words[match.start - 1] in organs:
        return Actor((code,), match.start - 1, match.end, language.has("governing", sentence.word(match.start - 2)))
    if lead > 1 and joined and words[lead - 2] in organs and not _is_of_rebels(sentence, lead - 2, language):
        return Actor((code,), lead - 2, match.end, False)
    return None


def _before_verb(sentence: Sentence, match: Match[tuple[Name, ...]], language: Language) -> Actor | None:
    """'The SDF guards the prisons': what looks like a noun behind the name is the verb."""
    act = stances.load(language).acts.at(sentence.words, match.end) if match.end < len(sentence.words) else None
    if act is None or act.entry.frame != "v" or not is_person(sentence.words[match.end], language):
        return None
    code = next((name.code for name in match.entry if name.kind in ("body", "name", "capital", "leader")), None)
    return Actor((code,), match.start, match.end, False) if code else None


def is_state(code: str) -> bool:
    row = codelists.table("places").get(code)
    return row is not None and row.kind in ("country", "subdivision")


@cache
def country_of(code: str) -> str | None:
    """The country that the place ``code`` is or lies in; ``None`` for a region of several."""
    row = codelists.table("places").get(code)
    if row is None or row.kind == "country":
        return code if row is not None else None
    found = {country_of(parent) for parent in row.parents} - {None}
    return found.pop() if len(found) == 1 else None


def decides(code: str) -> bool:
    """Whether ``code`` is a state, or an administration or its force: who says what will be done."""
    body = codelists.table("bodies").get(code)
    return is_state(code) or (body is not None and body.kind in ("administration", "armed_group"))


def _is_free(sentence: Sentence, actor: Actor, language: Language) -> bool:
    """Whether an actor can be the subject of what follows: 'Norway', 'to Norway, which'."""
    after = sentence.words[actor.end : actor.end + 2]
    if sentence.word(actor.start - 1) == "(" or _is_dateline(sentence, actor):
        return False
    described = after[:1] == [","] and language.has("relative", after[-1]) and not language.has("where", after[-1])
    return described or (not actor.governed and not _owns(sentence, actor, language))


def _is_dateline(sentence: Sentence, actor: Actor) -> bool:
    """'OSLO (Reuters) - ', 'Oslo, May 3 — ': where a report was filed."""
    if actor.start or not sentence.words[actor.end : actor.end + 1]:
        return False
    after = sentence.words[actor.end]
    return after == "(" or after in _DASHES or (after == ":" and actor.end == 1)


def _owns(sentence: Sentence, actor: Actor, language: Language) -> bool:
    """'Norway's women': the name only says whose; 'Norway's minister' acts."""
    words = sentence.words
    if not language.has("possessive", sentence.word(actor.end)):
        return False
    after = words[actor.end + 1 : actor.end + 1 + _ORGAN]
    return not any(word in stances.load(language).organs for word in after)


def _unnamed(sentence: Sentence, language: Language) -> Iterator[Subject]:
    """Pronouns, organs without a state, and private people at the start of a clause."""
    rules, words = stances.load(language), sentence.words
    free = 0
    for at, word in enumerate(words):
        if at < free:
            continue
        if both := rules.both.at(words, at):
            free = both.end
            if not language.has("governing", sentence.word(at - 1)):
                yield Subject("both", at, both.end)
        elif word in rules.pronouns:
            if not language.has("governing", sentence.word(at - 1)):
                yield Subject("pronoun", at, at + 1)
        elif word in rules.organs and word not in rules.oblique and _opens(sentence, at, language, strict=False):
            yield Subject("private" if _is_of_rebels(sentence, at, language) else "organ", at, at + 1)
        elif _is_private(sentence, at, language):
            yield Subject("private", at, at + 1)


def _is_private(sentence: Sentence, at: int, language: Language) -> bool:
    """'the men', 'nobody', 'the Reds': people who open a clause and decide nothing for a state."""
    word = sentence.words[at]
    if word in stances.load(language).stages.table:
        return False
    if word in stances.load(language).private or is_person(word, language):
        return _opens(sentence, at, language, strict=True) or _is_unknown(sentence, at, language)
    return _is_unknown(sentence, at, language)


def _is_of_rebels(sentence: Sentence, at: int, language: Language) -> bool:
    """'Liberation Army', 'Revolutionary Armed Forces': an organ only by its name."""
    private = stances.load(language).private
    return any(word in private for word in sentence.words[max(0, at - 2) : at])


def _is_unknown(sentence: Sentence, at: int, language: Language) -> bool:
    """'says the Reds still hold them': somebody named that no list knows opens the clause."""
    words, rules = sentence.words, stances.load(language)
    if not at or not sentence.capital[at]:
        return False
    lead = at - 1 if not language.has("the", words[at - 1]) else at - 2
    before = sentence.word(lead)
    opened = is_saying(before, language) or before in rules.openers or before in rules.clauses
    return (
        opened and words[at] not in language.ordinary and not any(word in rules.organs for word in words[at : at + 3])
    )


def is_person(word: str, language: Language) -> bool:
    noun = language.nouns.get(word)
    return noun is not None and noun.kind == "person"


def _opens(sentence: Sentence, at: int, language: Language, *, strict: bool) -> bool:
    """Whether the noun at ``at`` heads a phrase that opens a clause.

    A bare organ needs no more than to stand behind no preposition.
    """
    words, rules = sentence.words, stances.load(language)
    left = at
    if language.has("possessive", sentence.word(at + 1)):
        return False
    while left and left > at - 5 and not _bounds(words[left - 1], language):
        left -= 1
    before = sentence.word(left - 1)
    if not strict:
        return not language.has("governing", before) and not language.has("of", before)
    if any(word in language.words["have"] for word in words[left:at]):
        return False
    if any(language.acts.at(words, k) for k in range(left, at)):
        return False
    if any(sentence.capital[k] for k in range(left, at) if k and not language.has("det", words[k])) and left:
        return False
    if language.has("and", before):
        listed = sentence.word(left - 3 if sentence.word(left - 2) == "," else left - 2)
        return not is_person(listed, language)
    return (
        not before
        or before in rules.clauses
        or before in rules.openers
        or before in _SIGNS
        or is_saying(before, language)
    )


def is_saying(word: str, language: Language) -> bool:
    """Whether ``word`` is a verb of saying."""
    return word in stances.load(language).saying


def _bounds(word: str, language: Language) -> bool:
    """Whether a noun phrase cannot reach back over ``word``."""
    if not word[0].isalnum() or language.has("that", word):
        return True
    return not language.has("det", word) and language.one_of(_BOUNDS, word)
