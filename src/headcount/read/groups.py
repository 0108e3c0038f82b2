"""Which group a figure counts: by its noun, and by what its own clause says of those people."""

from __future__ import annotations

from headcount import codelists
from headcount.languages import Language
from headcount.languages.pack import Noun
from headcount.read import nouns
from headcount.read.heads import noun_at, stops
from headcount.read.mentions import Mention
from headcount.read.sentences import Sentence

_ADULT = 18
_NEAR = 9
_YOUNG = 4
_FAR = 16
_MARKED = frozenset(("civilians", "children", "police", "hostages", "migrants", "refugees"))
"""Groups named by an adjective before 'deaths' or 'wounded'."""


def group_of(sentence: Sentence, mention: Mention, language: Language) -> str:
    """Code of the group; ``people`` where nothing more is said."""
    if mention.number.kind in ("share", "percent") and (group := _of_share(sentence, mention, language)):
        return group
    head = mention.head
    noun = head.noun or (language.nouns.get(sentence.words[head.at]) if head.demonym else None)
    group = head.group or (noun.group if noun else "people")
    if (
        group == "people"
        and head.whole
        and head.kind == "pronoun"
        and (said := _said_last(sentence, mention, language))
    ):
        return said
    if group != "people":
        return group
    if head.group is not None:
        return group
    return (
        _by_adjective(sentence, mention, language)
        or _as_role(sentence, mention, language)
        or _by_age(sentence, mention, language)
        or group
    )


def _of_share(sentence: Sentence, mention: Mention, language: Language) -> str | None:
    """The subject or the predicate of a share: 'women made up 18 % of the dead', 'half of them are girls'."""
    words = sentence.words
    at = mention.start - 1
    while at > 0 and (language.has("counting", words[at]) or language.has("adverb", words[at])):
        at -= 1
    if mention.start > 0 and at < mention.start - 1:
        subject = nouns.noun_before(sentence, at + 1, language)
        if subject is not None:
            return subject
    if mention.end < len(words) and nouns.is_copula(words[mention.end], language):
        said = nouns.predicate(sentence, mention.end + 1, language)
        if said is not None and said.noun is not None:
            return said.group or said.noun.group
    return (
        _by_age(sentence, mention, language)
        or _said_last(sentence, mention, language)
        or _recorded_as(sentence, mention, language)
    )


def _recorded_as(sentence: Sentence, mention: Mention, language: Language) -> str | None:
    """'8 % of the returnees are recorded as women'."""
    words = sentence.words
    for at in range(mention.end, min(len(words) - 1, mention.end + _YOUNG)):
        if language.has("as", words[at]):
            noun = language.nouns.get(words[at + 1])
            return noun.group if noun is not None and noun.plural else None
    return None


def _said_last(sentence: Sentence, mention: Mention, language: Language) -> str | None:
    """'60 % of the people who crossed the border are children': the predicate behind a relative clause."""
    words = sentence.words
    if mention.end >= len(words) or words[mention.end] not in language.words["relative"]:
        return None
    for at in range(min(len(words) - 1, mention.end + _FAR), mention.end + 1, -1):
        if language.has("be", words[at]) and (said := nouns.predicate(sentence, at + 1, language)):
            return said.group or (said.noun.group if said.noun is not None else None)
    return None


def _by_adjective(sentence: Sentence, mention: Mention, language: Language) -> str | None:
    """'40 displaced people', '97 civilian deaths', '12 child victims'."""
    if (
        mention.head.noun is not None
        and _of_whom(mention.head.noun, language)
        and (own := _bodies(sentence, mention, language))
    ):
        return own
    inside = sentence.words[mention.number.end : mention.head.end]
    if language.meets("displaced_adjective", inside):
        return "idps"
    for word in inside[:-1]:
        noun = language.nouns.get(word)
        if noun is None or noun.kind != "person" or noun.group == "people" or noun.plural:
            continue
        nominal = mention.head.noun is not None and mention.head.noun.kind == "nominal"
        if noun.group == "fighters" or (nominal and noun.group in _MARKED):
            return noun.group
    return None


def _of_whom(noun: Noun, language: Language) -> bool:
    """Whether what is counted happened to people named behind it: 'bodies of', 'deaths of', 'cases of'."""
    return noun.kind == "nominal" or noun.status == "killed" or language.has("case_lemma", noun.lemma)


def _bodies(sentence: Sentence, mention: Mention, language: Language) -> str | None:
    """'five bodies of guerrillas'."""
    at = mention.head.end
    by_case = bool(language.words["of_case"])
    if not by_case and not language.has("of", sentence.word(at)):
        return None
    for here in range(at + 1 - by_case, min(len(sentence.words), at + _YOUNG)):
        if by_case and stops(sentence.words[here], language):
            return None
        noun = language.nouns.get(sentence.words[here])
        if noun is not None and noun.plural:
            return noun.group
    return None


def _as_role(sentence: Sentence, mention: Mention, language: Language) -> str | None:
    """'4.3 million Syrians are registered as refugees'."""
    words = sentence.words
    for at in range(mention.end, min(len(words) - 1, mention.end + _NEAR)):
        if words[at] in ",;.":
            return None
        if language.has("as", words[at]):
            found = noun_at(words, at + 1, language)
            noun = found[0] if found is not None else None
            row = codelists.table("groups").get(noun.group) if noun is not None and noun.plural else None
            return row.code if row is not None and row.kind == "attribute" else None
    return None


def _by_age(sentence: Sentence, mention: Mention, language: Language) -> str | None:
    """'30 of them under 16', 'half are younger than five'."""
    words = sentence.words
    for at in range(mention.end, min(len(words) - 1, mention.end + _YOUNG)):
        word = words[at]
        than = language.has("age_word", word) and language.has("than", words[at + 1])
        if language.has("below", word) or than:
            age = sentence.word(at + 1 + than)
            entry = language.numbers.get(age)
            years = int(age) if age.isdecimal() and len(age) < 3 else entry.value if entry is not None else _ADULT + 1
            after = language.nouns.get(sentence.word(at + 2 + than))
            return "children" if years <= _ADULT and after is None else None
        if not language.one_of(("be", "adverb", "aged"), word):
            return None
    return None
