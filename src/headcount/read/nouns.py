"""Whom a number counts: a scan to the right of it, to its head noun."""

from __future__ import annotations

from dataclasses import dataclass, replace

from headcount.languages import Language
from headcount.languages.pack import Name, Noun
from headcount.read.names import named
from headcount.read.sentences import Sentence

_REACH = 9
_MARKS = frozenset('"[]\'')
_STOPS = ("prep", "conj", "det", "be", "have", "modal", "relative", "subordinator", "pronoun", "verb", "copula", "negation")
_OPEN = frozenset(("all", "the", "those", "these", "this", "that", "its", "his", "her", "their", "our", "some", "each", "such"))
_PRONOUNS = frozenset(("them", "whom", "which", "those", "these", "us", "you"))
_TOTALS = frozenset(("number", "numbers", "total", "population", "count", "estimate", "figure", "toll"))


@dataclass(frozen=True, slots=True)
class Head:
    """What a number counts, at tokens ``at`` to ``end``; its phrase ends at ``end``.

    ``kind``: people (a noun for people or a demonym), pronoun (of them, others), other (a noun for something
    else), none (no noun follows).
    """

    kind: str
    at: int
    end: int
    noun: Noun | None = None
    demonym: Name | None = None
    whole: bool = False
    """the number is a part of these: 'two of the brothers'"""
    generic: bool = False
    """'others', 'more': the noun must come from an earlier figure"""
    among: bool = False
    """the number is a part of an earlier figure: 'of them', or 'are foreigners' said of it"""
    group: str | None = None
    """group of a coordination of nouns: 'women and children'"""

    @property
    def lemma(self) -> str:
        """The noun's lemma, or the code of the people."""
        return self.noun.lemma if self.noun else self.demonym.code if self.demonym else ""


def head_of(sentence: Sentence, start: int, language: Language, *, plural: bool) -> Head:
    """The head of a number whose words end before token ``start``; ``plural`` is false for the number one."""
    words = sentence.words
    at = start
    while at < len(words) and words[at] in _MARKS:
        at += 1
    if at < len(words) and words[at] == "of" or at + 1 < len(words) and words[at] == "out" and words[at + 1] == "of":
        return _partitive(sentence, at + (1 if words[at] == "of" else 2), language)
    if at < len(words) and language.has("be", words[at]) and (said := _predicate(sentence, at + 1, language)):
        return said
    if at < len(words) and words[at] in language.verbs and not _noun_at(words, at, language):
        return Head("none", start, start)
    return _joined(sentence, _scan(sentence, at, language, plural=plural), language)


def _predicate(sentence: Sentence, at: int, language: Language) -> Head | None:
    """'20,000 are Iraqis', '71 were German citizens': whom a bare number counts is said of it."""
    words = sentence.words
    while at < len(words) and words[at] in language.words["adverb"]:
        at += 1
    found = _scan(sentence, at, language, plural=True) if at < len(words) else None
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
    while end + 1 < len(words) and words[end] in ("and", ",", "or"):
        at = end + 1 + (words[end + 1] in ("and", "their", "the"))
        after = _noun_at(words, at, language) if at < len(words) else None
        if after is None or not after[0].plural or after[0].kind == "nominal" or words[end] == "," and words[after[1] : after[1] + 1] not in (["and"], [","]):
            break
        groups.add(after[0].group)
        end = after[1]
    if end == head.end:
        return head
    group = head.noun.group if len(groups) == 1 else _TOGETHER.get(frozenset(groups), "people")
    return replace(head, end=end, group=group)


def _partitive(sentence: Sentence, at: int, language: Language) -> Head:
    """'two of his brothers', '12 of them', 'a third of all those who'."""
    words = sentence.words
    whole = False
    while at < len(words) and (words[at] in _OPEN or words[at] in _MARKS):
        if words[at] in _PRONOUNS and (at + 1 >= len(words) or not _is_noun_ahead(sentence, at + 1, language)):
            return Head("pronoun", at, at + 1, whole=True, among=True)
        if words[at] == "all" and (at + 1 >= len(words) or words[at + 1] in ".,;"):
            return Head("pronoun", at, at + 1, whole=True, among=True)
        whole = True
        at += 1
    if at < len(words) and words[at] in _PRONOUNS:
        named = _scan(sentence, at + 1, language, plural=True)
        if not (named.kind == "people" and named.at <= at + 3 and words[at] != "whom"):
            is_said = at + 1 < len(words) and language.has("be", words[at + 1])
            named = _predicate(sentence, at + 2, language) or named if is_said else named
        if named.kind == "people" and named.at <= at + 5 and (words[at] != "whom" or named.among):
            return replace(named, whole=True, among=True)
        return Head("pronoun", at, at + 1, whole=True, among=True)
    while at < len(words) and (words[at][0].isdigit() or words[at] in language.numbers or words[at] in ("more", "than", "about", "some", "estimated", "least", "at")):
        whole = True
        at += 1
    found = _joined(sentence, _scan(sentence, at, language, plural=True), language)
    return replace(found, whole=whole)


def _is_noun_ahead(sentence: Sentence, at: int, language: Language) -> bool:
    word = sentence.words[at]
    return word[0].isalpha() and not _stops(word, language)


def _stops(word: str, language: Language) -> bool:
    if not (word[0].isalpha() or word in ("-", "'s")):
        return True
    return any(word in language.words[kind] for kind in _STOPS)


def _scan(sentence: Sentence, start: int, language: Language, *, plural: bool) -> Head:
    """The head of the run of words from ``start`` on."""
    words = sentence.words
    weak: Head | None = None
    unknown = -1
    at = start
    while at < min(len(words), start + _REACH):
        word = words[at]
        if word in _MARKS:
            at += 1
            continue
        if word == "-":
            if sentence.starts[at] != sentence.ends[at - 1]:
                break
            at += 1
            continue
        if word == "(" and at == start:
            break
        name = named(sentence, at, language)
        noun = _noun_at(words, at, language)
        if name and not (noun and noun[1] > name.end):
            readings = {reading.kind: reading for reading in name.entry}
            demonym = readings.get("demonym")
            if demonym and _is_head(sentence, name.end, language, demonym):
                return Head("people", at, name.end, demonym=demonym)
            if demonym and weak is None:
                weak = Head("people", at, name.end, demonym=demonym)
            at = name.end
            continue
        if noun:
            entry, end = noun
            if entry.kind == "nominal" and entry.lemma == entry_form(words, at, end):
                weak = weak if weak and weak.noun and unknown < weak.at else Head("people", at, end, noun=entry)
            elif entry.plural or not plural:
                if not _compound(sentence, end, language, entry):
                    return Head("people", at, end, noun=entry, generic=entry.lemma == "other")
                weak = Head("people", at, end, noun=entry)
            else:
                weak = Head("people", at, end, noun=entry)
            at = end
            continue
        if word in language.words["generic"]:
            weak = weak or Head("pronoun", at, at + 1, generic=True)
            at += 1
            continue
        if word in language.words["adverb"] and (unknown < 0 or weak):
            at += 1
            continue
        if _stops(word, language) or word in language.numbers:
            break
        if weak and weak.noun and weak.noun.kind == "nominal" and at > start and not _noun_soon(sentence, at, language):
            break
        unknown = at
        at += 1
    if weak and unknown < weak.at:
        return weak
    if weak and weak.kind == "people" and weak.noun and weak.noun.kind == "nominal" and not words[unknown].endswith("s"):
        return weak
    if unknown >= 0:
        return Head("other", unknown, unknown + 1)
    return Head("none", start, start)


def entry_form(words: list[str], at: int, end: int) -> str:
    """The form that stands at tokens ``at`` to ``end``."""
    return " ".join(words[at:end])


def _noun_soon(sentence: Sentence, at: int, language: Language) -> bool:
    """Whether a plural noun for people comes within three words that do not stop a phrase."""
    for here in range(at, min(at + 3, len(sentence.words))):
        word = sentence.words[here]
        entry = language.nouns.get(word)
        if entry is not None and entry.plural and entry.kind != "nominal":
            return True
        if _stops(word, language):
            return False
    return False


def _noun_at(words: list[str], at: int, language: Language) -> tuple[Noun, int] | None:
    """The longest noun for people (up to three words) that begins at token ``at``, and the token after it."""
    for length in (3, 2, 1):
        if at + length <= len(words):
            entry = language.nouns.get(words[at] if length == 1 else " ".join(words[at : at + length]))
            if entry is not None:
                return entry, at + length
    return None


def _compound(sentence: Sentence, at: int, language: Language, noun: Noun) -> bool:
    """Whether another plural noun for people goes on at ``at``: 'women prisoners', 'men civilians'."""
    if at >= len(sentence.words):
        return False
    after = _noun_at(sentence.words, at, language)
    return after is not None and after[0].plural and after[0].kind == "person"


def _is_head(sentence: Sentence, at: int, language: Language, name: Name) -> bool:
    """Whether a demonym that ends before ``at`` is itself the head: a plural with no noun after it."""
    words = sentence.words
    if at >= len(words) or _stops(words[at], language) or words[at] in language.numbers:
        return True
    return name.form.endswith("s") and not name.form.endswith("ss") and _noun_at(words, at, language) is None


def left_head(sentence: Sentence, start: int, language: Language) -> Head | None:
    """The noun of a label before a number: 'displaced families: 349', 'the number of refugees rose to 349'."""
    words = sentence.words
    if found := _of_the(sentence, start, language) or _put_at(sentence, start, language):
        return found
    for at in range(start - 1, max(-1, start - 13), -1):
        word = words[at]
        if word in (";", ".") and at < start - 1:
            return None
        if word in _TOTALS and at + 1 < len(words) and words[at + 1] == "of":
            found = _scan(sentence, at + 2 + (words[at + 2 : at + 3] == ["the"]), language, plural=True)
            return found if found.kind == "people" and found.end <= start else None
    return _label(sentence, start, language)


def _of_the(sentence: Sentence, start: int, language: Language) -> Head | None:
    """'Of the fighters 745 died', 'Of the 500 people hurt, 12': a whole put in front."""
    words = sentence.words
    for at in range(start - 1, max(-1, start - 10), -1):
        if words[at] == "of" and (at == 0 or words[at - 1] in ",;.(and") and words[at + 1] in _OPEN:
            found = _partitive(sentence, at + 1, language)
            fits = found.kind in ("people", "pronoun") and found.end <= start
            return replace(found, whole=True, among=True) if fits else None
        if words[at] in ";.":
            return None
    return None


def _put_at(sentence: Sentence, start: int, language: Language) -> Head | None:
    """'puts the women at 189', 'women account for 6,902': the noun stands before a verb of counting."""
    words = sentence.words
    if start == 0 or words[start - 1] not in ("at", "for") or not language.words["counting"] & set(words[:start]):
        return None
    for at in range(start - 2, max(-1, start - 9), -1):
        noun = _noun_at(words, at, language)
        if noun is not None and noun[0].plural and noun[0].kind == "person":
            return Head("people", at, noun[1], noun=noun[0])
        if words[at] in (",", ";", "and"):
            return None
    return None


def _label(sentence: Sentence, start: int, language: Language) -> Head | None:
    """A label without a verb: the whole sentence before the number is at most seven words."""
    words = sentence.words
    at = start - 1
    while at >= 0 and (words[at] in (":", "-", "=", "total", "is", "was", "at", "of") or words[at] in language.words["adverb"]):
        at -= 1
    if at < 0 or at > 7 or start - at > 4 or at == start - 1 and start < len(words) - 1:
        return None
    if any(language.has(kind, word) for word in words[: at + 1] for kind in ("be", "have", "modal", "verb")):
        return None
    noun = _noun_at(words, at, language)
    return Head("people", at, at + 1, noun=noun[0]) if noun and (noun[0].plural or noun[0].kind != "person") else None
