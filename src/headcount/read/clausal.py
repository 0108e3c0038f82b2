"""How the words between people and a verb hang together: relative and reduced clauses, subjects, names of totals."""

from __future__ import annotations

from collections.abc import Sequence

from headcount.languages import Language
from headcount.languages.pack import Cue, Name
from headcount.languages.phrases import Match
from headcount.read.mentions import Mention
from headcount.read.sentences import Sentence

_SHORTEST = 5
_CLAUSE_WORDS = 8
_GIVEN = 4
_JOINED = 4
"""Words between a cue and people that are the object of a second verb, at least."""
_CLAUSE = frozenset((",", ";", ":", ".", "—", "(", '"'))


def is_sum_of(sentence: Sentence, cue: Match[Cue], first: int, language: Language) -> bool:
    """Whether ``cue`` says of whom a total is that the figure gives: 'the number of those who fled has passed 600'."""
    words = sentence.words
    if cue.entry.frame not in ("s", "p", "h", "l") or any(word in _CLAUSE for word in words[cue.end : first]):
        return False
    given = language.meets("reaching", words[max(cue.end, first - _GIVEN) : first])
    lead = words[max(0, cue.start - _CLAUSE_WORDS) : cue.start]
    fronted = language.has("be", words[first - 1]) and language.meets("among", lead)
    return given and (fronted or language.meets("total", lead))


def opens(word: str, language: Language) -> bool:
    """Whether ``word`` begins a clause that says more of a noun: 'who fled', 'thought to have fled'."""
    return word in language.words["relative"] or language.has("supposed", word)


def is_object_clause(sentence: Sentence, last: int, language: Language) -> bool:
    """Whether a relative clause with a subject of its own follows: 'whom the court sentenced'."""
    words = sentence.words
    if last + 2 < len(words) and language.has("subject_pronoun", words[last]):
        return True
    if last + 2 >= len(words) or not language.has("object_relative", words[last]):
        return False
    subject = words[last + 1]
    return language.has("whom", words[last]) or language.one_of(("det", "pronoun"), subject)


def has_subject(sentence: Sentence, start: int, cue: Match[Cue], language: Language) -> bool:
    """Whether other people stand right before the verb: 'a boat with 40 people, and a woman was reported missing'."""
    at = cue.start - 1
    while at > start and language.one_of(("be", "have", "modal", "adverb"), sentence.words[at]):
        at -= 1
    if at >= start and language.has("single_pronoun", sentence.words[at]):
        return True
    if at > start + 1 and language.has("who", sentence.words[at]):
        before = language.nouns.get(sentence.words[at - 1])
        return before is not None and before.plural and before.kind == "person"
    noun = language.nouns.get(sentence.words[at]) if at > start else None
    if noun is None or noun.kind != "person":
        return False
    lead = sentence.word(at - 1)
    if language.has("article", lead):
        return not language.has("and", sentence.word(at - 2))
    return language.one_of(("the", "own"), lead) and has_verb(sentence.words[start : at - 1], language)


def went_for_good(words: Sequence[str], last: int, cue: Match[Cue], language: Language) -> bool:
    """'850 fighters who left', '5,000 residents went, and': no way is named, or only the country that was left."""
    relative = last < len(words) and words[last] in language.words["relative"]
    closed = cue.end >= len(words) or not words[cue.end][0].isalnum()
    home = cue.end < len(words) and bool(homes(words, cue.end, language))
    return relative or closed or home


def homes(words: Sequence[str], at: int, language: Language) -> tuple[Name, ...]:
    """The names of countries and regions that begin at token ``at``."""
    match = language.names.at(words, at + language.has("the", words[at])) if at + 1 < len(words) else None
    return tuple(name for name in match.entry if name.kind == "name") if match else ()


def is_whole_in_front(words: Sequence[str], mention: Mention, language: Language) -> bool:
    """'Of the 212 passengers, 40 survived': the verb behind the part does not speak of the whole."""
    lead = words[max(0, mention.start - 2) : mention.start]
    at = next((at for at, word in enumerate(lead, mention.start - len(lead)) if language.has("of", word)), -1)
    return at == 0 or (at > 0 and words[at - 1] in _CLAUSE)


def has_verb(words: Sequence[str], language: Language) -> bool:
    """Whether a verb stands between two numbers, so that what follows the second is not said of the first."""
    return any(language.has(kind, word) for word in words for kind in ("be", "have", "modal"))


def reduced(word: str, language: Language) -> bool:
    """Whether a participle opens a clause behind a noun: 'residents living in huts had moved'."""
    return len(word) > _SHORTEST and word.endswith(tuple(language.words["active_ending"]))


def among(sentence: Sentence, last: int, language: Language) -> int:
    """The token after the noun of 'are among the refugees', which those counted are some of; else ``last``."""
    words = sentence.words
    if not (language.has("be", sentence.word(last)) and language.has("among", sentence.word(last + 1))):
        return last
    for at in range(last + 2, min(len(words), last + _CLAUSE_WORDS)):
        noun = language.nouns.get(words[at])
        if noun is not None and noun.plural:
            return at + 1
    return last


def is_attribute(sentence: Sentence, start: int, mentions: Sequence[Mention], language: Language) -> bool:
    """Whether a passive participle behind a noun only describes it: '369 men held in jails were released'."""
    words = sentence.words
    passive = any(cue.slot == "status" and cue.frame == "p" for _, cue in language.cues.table.get(words[start], ()))
    if not passive or not words[start].endswith(tuple(language.words["participle_ending"])):
        return False
    begun = {one.start: one for one in mentions}
    at = start + 1
    while at < min(len(words), start + _CLAUSE_WORDS + _CLAUSE_WORDS):
        word = words[at]
        if at in begun and language.has("and", words[at - 1]):
            at = begun[at].end
            return language.one_of(("be", "have", "modal"), sentence.word(at))
        if word in _CLAUSE or at in begun:
            return False
        if language.one_of(("be", "have", "modal"), word):
            return at > start + 1
        if language.one_of(("relative", "subordinator"), word):
            return False
        at += 1
    return False


def opening(words: Sequence[str], start: int, language: Language) -> int:
    """The last token at which the verb of a relative clause without a subject of its own can begin."""
    while start < len(words) and language.one_of(("be", "have", "adverb"), words[start]):
        start += 1
    return start


def is_noun(sentence: Sentence, cue: Match[Cue], language: Language) -> bool:
    """Whether a word that may be a verb is a noun here: 'celebrated their release on Sunday, hundreds of others'."""
    before = sentence.word(cue.start - 1)
    owned = language.has("possessive", before) or (language.has("det", before) and not language.has("relative", before))
    return owned and not language.has("of", sentence.word(cue.end))


def is_act_named(sentence: Sentence, cue: Match[Cue], language: Language) -> bool:
    """Whether a word that may be a verb is a noun: 'demanded the return of', 'spoke of their escape'."""
    before = sentence.word(cue.start - 1)
    owned = language.one_of(("the", "article", "own", "possessive"), before)
    return cue.end == cue.start + 1 and owned


def is_other_verb(between: Sequence[str], language: Language) -> bool:
    """Whether a verb joined to the clause of the cue has the people as its object: 'held 40 in jail and barred ...'."""
    if len(between) < _JOINED or not language.has("and", between[-2]):
        return False
    word = between[-1]
    told = any(cue.slot == "status" and cue.frame != "x" for _, cue in language.cues.table.get(word, ()))
    return language.ends("past_ending", word) and word not in language.nouns and not told


def is_averted(sentence: Sentence, cue: Match[Cue], language: Language) -> bool:
    """Whether what the people did was kept from them: 'stopped 40 people from leaving'."""
    return language.has("from", sentence.word(cue.start - 1)) and language.ends(
        "active_ending", sentence.words[cue.start]
    )


def is_of_thing(words: Sequence[str], last: int, cue: Match[Cue], language: Language) -> bool:
    """Whether a participle stands right behind the name of things: 'live in areas held by the rebels'."""
    at = cue.start - 1
    thing = at >= last and language.plural(words[at]) and not language.one_of(("states_of", "site"), words[at])
    return thing and words[at] not in language.nouns and words[at] not in language.verbs


def is_adjective(sentence: Sentence, cue: Match[Cue], language: Language) -> bool:
    """Whether a participle stands before a noun: 'camps for displaced people'."""
    before = sentence.word(cue.start - 1)
    article = language.has("det", before) and not language.has("relative", before)
    return article or language.has("prep", before)
