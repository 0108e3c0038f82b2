"""Whom a number counts: the noun to the right of it, behind 'of', or in its predicate."""

from __future__ import annotations

from dataclasses import replace

from headcount.languages import Language
from headcount.read.heads import MARKS, Head, noun_at, scan, stops
from headcount.read.sentences import Sentence


def head_of(sentence: Sentence, start: int, language: Language, *, plural: bool) -> Head:
    """The head of a number whose words end before token ``start``; ``plural`` is false for the number one."""
    words = sentence.words
    at = start
    while at < len(words) and words[at] in MARKS:
        at += 1
    if (at < len(words) and language.has("of", words[at])) or (
        at + 1 < len(words) and language.has("out", words[at]) and language.has("of", words[at + 1])
    ):
        return partitive(sentence, at + (1 if language.has("of", words[at]) else 2), language)
    if at < len(words) and language.has("be", words[at]) and (said := predicate(sentence, at + 1, language)):
        return said
    if at < len(words) and words[at] in language.verbs and not noun_at(words, at, language):
        return Head("none", start, start)
    return _joined(sentence, scan(sentence, at, language, plural=plural), language)


def predicate(sentence: Sentence, at: int, language: Language) -> Head | None:
    """'20,000 are Iraqis', '71 were German citizens': whom a bare number counts is said of it."""
    words = sentence.words
    while at < len(words) and words[at] in language.words["adverb"]:
        at += 1
    found = scan(sentence, at, language, plural=True) if at < len(words) else None
    if found is None or found.kind != "people" or found.at > at + 3:
        return None
    nominal = found.noun is not None and found.noun.kind == "nominal"
    return None if nominal else replace(found, among=True)


_TOGETHER = {
    frozenset(("women", "children")): "women_and_children",
    frozenset(("men", "women")): "adults",
    frozenset(("families", "women")): "families",
}


def _joined(sentence: Sentence, head: Head, language: Language) -> Head:
    """``head`` widened over 'women and children': one number for both nouns."""
    words = sentence.words
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
    return replace(head, end=end, group=group)


def partitive(sentence: Sentence, at: int, language: Language) -> Head:
    """'two of his brothers', '12 of them', 'a third of all those who'."""
    words = sentence.words
    whole = False
    while at < len(words) and (language.has("opener", words[at]) or words[at] in MARKS):
        if language.has("whole_pronoun", words[at]) and not _is_noun(sentence.word(at + 1), language):
            return Head("pronoun", at, at + 1, whole=True, among=True)
        if language.has("all", words[at]) and (at + 1 >= len(words) or words[at + 1] in ".,;"):
            return Head("pronoun", at, at + 1, whole=True, among=True)
        whole = True
        at += 1
    if at < len(words) and language.has("whole_pronoun", words[at]):
        named = scan(sentence, at + 1, language, plural=True)
        if not (named.kind == "people" and named.at <= at + 3 and not language.has("relative", words[at])):
            is_said = at + 1 < len(words) and language.has("be", words[at + 1])
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
    if found.kind != "people" and at and language.has("whole_pronoun", words[at - 1]):
        return Head("pronoun", at - 1, at, whole=True)
    return replace(found, whole=whole)


def _is_noun(word: str, language: Language) -> bool:
    return bool(word) and word[0].isalpha() and not stops(word, language)
