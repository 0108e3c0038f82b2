"""Whom a number counts: the noun to the right of it, behind 'of', or in its predicate."""

from __future__ import annotations

from dataclasses import replace

from headcount.languages import Language
from headcount.read.heads import MARKS, Head, behind, noun_at, scan, stops
from headcount.read.sentences import Sentence


def head_of(sentence: Sentence, start: int, language: Language, *, plural: bool) -> Head:
    """The head of a number whose words end before token ``start``; ``plural`` is false for the number one."""
    words = sentence.words
    at = _behind_bracket(words, start, language)
    while at < len(words) and words[at] in MARKS:
        at += 1
    if (at < len(words) and language.has("of", words[at])) or (
        at + 1 < len(words) and language.has("out", words[at]) and language.has("of", words[at + 1])
    ):
        return partitive(sentence, at + (1 if language.has("of", words[at]) else 2), language)
    if at + 1 < len(words) and language.has("label_sign", words[at]) and (told := _told(sentence, at + 1, language)):
        return told
    if language.has("the", sentence.word(at)) and (told := _told(sentence, at, language)):
        return told
    if language.has("have", sentence.word(at)) and language.has("be", sentence.word(at + 1)):
        said = predicate(sentence, at + 2, language)
        if said is not None:
            return said
    if at < len(words) and is_copula(words[at], language) and (said := predicate(sentence, at + 1, language)):
        return said
    if language.has("milestone", sentence.word(at)):
        return Head("none", start, start)
    if at < len(words) and words[at] in language.verbs and not _describes(words, at, language):
        return Head("none", start, start)
    return _joined(sentence, scan(sentence, at, language, plural=plural), language)


def _behind_bracket(words: list[str], at: int, language: Language) -> int:
    """The token after a bracket with another number: 'half (722) of all'."""
    if at + 3 < len(words) and words[at] == "(" and words[at + 1][0].isdecimal():
        close = next((end for end in range(at + 2, min(len(words), at + 5)) if words[end] == ")"), 0)
        return close + 1 if close and language.has("of", words[close + 1] if close + 1 < len(words) else "") else at
    return at


def _describes(words: list[str], at: int, language: Language) -> bool:
    """Whether a participle stands before its noun: 'missing', 'stolen cars', 'lost children'."""
    if noun_at(words, at, language):
        return True
    after = words[at + 1] if at + 1 < len(words) else ""
    return after.isalpha() and language.plural(after) and not stops(after, language) and after not in language.verbs


def of_at(words: list[str], at: int, language: Language) -> int:
    """The token after 'of' at ``at``; ``at`` itself where the language says 'of' by a case; -1 where neither is."""
    if at >= len(words):
        return -1
    if language.has("of", words[at]):
        return at + 1
    return at if language.words["of_case"] and words[at][0].isalpha() else -1


def _told(sentence: Sentence, at: int, language: Language) -> Head | None:
    """'300 - the number of families': what a number counts, said behind a dash."""
    words = sentence.words
    at += language.has("the", words[at])
    after = of_at(words, at + 1, language) if language.has("total", sentence.word(at)) else -1
    if not 0 <= after < len(words):
        return None
    found = scan(sentence, after, language, plural=True)
    return found if found.kind == "people" else None


def is_copula(word: str, language: Language) -> bool:
    """Whether ``word`` joins a subject and what is said of it: a form of 'be', or a dash where that is left out."""
    return language.has("be", word) or language.has("copula_sign", word)


def predicate(sentence: Sentence, at: int, language: Language) -> Head | None:
    """'20,000 are Iraqis', '71 were German citizens': whom a bare number counts is said of it."""
    words = sentence.words
    while at < len(words) and (language.has("adverb", words[at]) or language.has("plural_article", words[at])):
        at += 1
    single = language.has("article", sentence.word(at))
    found = scan(sentence, at + single, language, plural=not single) if at + single < len(words) else None
    if found is None or found.kind != "people" or found.at > at + 3:
        return None
    nominal = found.noun is not None and found.noun.kind == "nominal" and not language.words["modifier_ending"]
    return None if nominal else replace(_joined(sentence, found, language), among=True)


_TOGETHER = {
    frozenset(("women", "children")): "women_and_children",
    frozenset(("men", "women")): "adults",
    frozenset(("families", "women")): "families",
}


def _joined(sentence: Sentence, head: Head, language: Language) -> Head:
    """``head`` widened over 'women and children': one number for both nouns."""
    words = sentence.words
    head = behind(sentence, head, language)
    if head.kind != "people" or head.noun is None or head.noun.kind == "nominal" or not head.noun.plural:
        return head
    groups = {head.noun.group}
    end = head.end
    while end + 1 < len(words) and language.has("and_or", words[end]):
        at = end + 1 + language.has("own_lead", words[end + 1])
        after = noun_at(words, at, language) if at < len(words) else None
        if (
            after is None
            or not after[0].plural
            or after[0].kind == "nominal"
            or (words[end] == "," and not language.has("and_or", sentence.word(after[1])))
        ):
            break
        groups.add(after[0].group)
        end = after[1]
    if end == head.end:
        return head
    group = head.noun.group if len(groups) == 1 else _TOGETHER.get(frozenset(groups), "people")
    return behind(sentence, replace(head, end=end, group=group), language)


def joined_here(sentence: Sentence, head: Head, language: Language) -> Head:
    """``head`` with the noun joined to it on its right."""
    return _joined(sentence, head, language)


def noun_before(sentence: Sentence, end: int, language: Language) -> str | None:
    """Group of the plural noun that ends before token ``end``: 'women', 'women and children'."""
    noun = noun_at(sentence.words, end - 1, language)
    if noun is None or not noun[0].plural or noun[0].kind != "person":
        return None
    head = joined_before(sentence, Head("people", end - 1, end, noun=noun[0]), language)
    return head.group or noun[0].group


def joined_before(sentence: Sentence, head: Head, language: Language) -> Head:
    """``head`` widened to the left: 'the women and children ... at 575'."""
    before = noun_at(sentence.words, head.at - 2, language)
    if before is None or not before[0].plural or not language.has("and", sentence.word(head.at - 1)):
        return head
    wider = _joined(sentence, Head("people", head.at - 2, head.at - 1, noun=before[0]), language)
    return wider if wider.end == head.end else head


def partitive(sentence: Sentence, at: int, language: Language) -> Head:
    """'two of his brothers', '12 of them', 'a third of all those who'."""
    words = sentence.words
    whole = False
    while at < len(words) and (language.has("opener", words[at]) or words[at] in MARKS):
        if language.has("whole_pronoun", words[at]) and language.has("be", sentence.word(at + 1)):
            break
        if language.has("whole_pronoun", words[at]) and not _is_noun(sentence.word(at + 1), language):
            return Head("pronoun", at, at + 1, whole=True, among=True)
        if language.has("all", words[at]) and (at + 1 >= len(words) or words[at + 1] in ".,;"):
            return Head("pronoun", at, at + 1, whole=True, among=True)
        whole = True
        at += 1
    if at < len(words) and language.has("whole_pronoun", words[at]):
        named = scan(sentence, at + 1, language, plural=True)
        if not (named.kind == "people" and named.at <= at + 3 and not language.has("relative", words[at])):
            is_said = at + 1 < len(words) and is_copula(words[at + 1], language)
            named = predicate(sentence, at + 2, language) or named if is_said else named
        if named.kind == "people" and named.at <= at + 5 and (not language.has("relative", words[at]) or named.among):
            return replace(named, whole=True, among=True)
        return Head("pronoun", at, at + 1, whole=True, among=True)
    while at < len(words) and (
        words[at][0].isdecimal() or words[at] in language.numbers or language.has("amount", words[at])
    ):
        whole = True
        at += 1
    found = _joined(sentence, scan(sentence, at, language, plural=True), language)
    if found.kind == "none" and at and (words[at - 1][0].isdecimal() or words[at - 1] in language.numbers):
        return Head("pronoun", at - 1, at, whole=True, among=True)
    if found.kind != "people" and at and language.has("whole_pronoun", words[at - 1]):
        return Head("pronoun", at - 1, at, whole=True)
    return replace(found, whole=whole)


def _is_noun(word: str, language: Language) -> bool:
    return bool(word) and word[0].isalpha() and not stops(word, language)
