"""Heads: what a number counts, and the scan over the run of words that ends in the head noun."""

from __future__ import annotations

from dataclasses import dataclass, replace

from headcount.languages import Language
from headcount.languages.pack import Name, Noun
from headcount.languages.phrases import Match
from headcount.read.names import named
from headcount.read.sentences import Sentence

MARKS = frozenset("\"[]'")
_REACH = 9
_KIN = frozenset(("men", "women", "children"))
_WAITING = ("nominal", "adjective")
"""Kinds of nouns that may stand before another noun: 'wounded soldiers', 'jailed women'."""


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


def scan(sentence: Sentence, start: int, language: Language, *, plural: bool) -> Head:
    """The head of the run of words from ``start`` on; ``plural`` is false for the number one."""
    run = _Run(sentence, start, language, plural)
    at = start
    while at < min(len(sentence.words), start + _REACH):
        found = run.step(at)
        if found is None:
            break
        if isinstance(found, Head):
            return found
        at = found
    return run.settled()


def stops(word: str, language: Language) -> bool:
    """Whether ``word`` ends a noun phrase."""
    if not (word[0].isalpha() or word == "-" or language.has("possessive", word)):
        return True
    return word in language.stopping


def noun_at(words: list[str], at: int, language: Language) -> tuple[Noun, int] | None:
    """The longest noun for people that begins at token ``at``, and the token after it."""
    if not 0 <= at < len(words):
        return None
    for length in range(language.noun_lengths.get(words[at], 1), 1, -1):
        entry = language.nouns.get(" ".join(words[at : at + length]))
        if entry is not None and at + length <= len(words):
            return entry, at + length
    entry = language.nouns.get(words[at])
    return (entry, at + 1) if entry is not None else None


def within(sentence: Sentence, start: int, end: int, language: Language) -> Head | None:
    """The noun or the people named inside a share: 'one child in five', 'un Français sur deux'."""
    for at in range(start, end):
        name = named(sentence, at, language)
        demonym = next((one for one in name.entry if one.kind == "demonym"), None) if name else None
        if name is not None and demonym is not None:
            return Head("people", at, name.end, demonym=demonym)
        noun = noun_at(sentence.words, at, language)
        if noun is not None:
            return Head("people", at, noun[1], noun=noun[0])
    return None


def behind(sentence: Sentence, head: Head, language: Language) -> Head:
    """``head`` with the adjectives behind it, in languages that put them there: 'soldats français'."""
    if head.kind != "people" or not language.words["adjective_behind"]:
        return head
    return replace(head, end=_adjectives_end(sentence, head.end, language))


def _adjectives_end(sentence: Sentence, at: int, language: Language) -> int:
    """The token after the adjectives that begin at ``at``: of the pack's class, or of a people in small letters."""
    while at < len(sentence.words):
        name = named(sentence, at, language)
        if name is not None and any(reading.kind == "adjective" for reading in name.entry):
            if sentence.capital[at]:
                break
            at = name.end
        elif language.has("adjective_behind", sentence.words[at]):
            at += 1
        else:
            break
    return at


class _Run:
    """A run of words behind a number, with the best head so far and the last word that no list knows."""

    def __init__(self, sentence: Sentence, start: int, language: Language, plural: bool) -> None:
        self.sentence = sentence
        self.words = sentence.words
        self.start = start
        self.language = language
        self.plural = plural
        self.first = bool(language.words["before_noun"])
        """heads come first, so that a noun ends the run and only the words of that class stand before it"""
        self.endings = bool(language.words["modifier_ending"])
        """adjectives are told by their endings, and participles that serve as nouns wait for a noun behind them"""
        self.weak: Head | None = None
        self.unknown = -1

    def step(self, at: int) -> Head | int | None:
        """The head when it is found at ``at``, the next token when the run goes on, ``None`` at its end."""
        word = self.words[at]
        if word in MARKS:
            return at + 1
        if word == "-":
            return self._hyphen(at)
        name, noun = named(self.sentence, at, self.language), noun_at(self.words, at, self.language)
        if name and not (noun and (noun[1] > name.end or not _of_people(name))):
            return self._name(name)
        if noun:
            return self._noun(at, *noun)
        return self._word(at, word)

    def _hyphen(self, at: int) -> Head | int | None:
        """A hyphen inside a word goes on; right behind the number it makes a measure: 'a six-vehicle convoy'."""
        if self.sentence.starts[at] != self.sentence.ends[at - 1]:
            return None
        measure = at == self.start and noun_at(self.words, at + 1, self.language) is None
        return Head("other", at + 1, at + 2) if measure and at + 1 < len(self.words) else at + 1

    def settled(self) -> Head:
        """The head of a run that has ended without a sure one."""
        weak = self.weak
        if weak and self.plural and self._modifies(weak):
            return Head("other", weak.end, weak.end + 1)
        if weak and self.unknown >= 0 and _is_nominal(weak) and self._is_thing(self.unknown):
            return Head("other", self.unknown, self.unknown + 1)
        if weak and self.unknown < weak.at:
            return weak
        if weak and _is_nominal(weak) and not self.language.plural(self.words[self.unknown]):
            return weak
        if self.unknown >= 0:
            return Head("other", self.unknown, self.unknown + 1)
        return Head("none", self.start, self.start)

    def _is_thing(self, at: int) -> bool:
        """Whether the unknown word at ``at`` is a plural in small letters: 'villages burned', 'cars damaged'."""
        word = self.words[at]
        small = not self.sentence.capital[at] and any(self.sentence.capital)
        return small and self.language.plural(word)

    def _modifies(self, head: Head) -> bool:
        """Whether a singular stands before a plural that is no people: '193 member states'."""
        if head.noun is None or head.noun.plural or head.noun.kind != "person":
            return False
        after = self.sentence.word(head.end)
        return after.isalpha() and self.language.plural(after) and not self.language.has("be", after)

    def _name(self, name: Match[tuple[Name, ...]]) -> Head | int:
        """A demonym is the head ('12 Swedes') or stands before it ('12 Swedish nurses')."""
        if joined := self._joined_name(name.end):
            return joined
        if self.language.has("states_of", self.sentence.word(name.end)):
            return Head("other", name.end, name.end + 1)
        demonym = next((reading for reading in name.entry if reading.kind == "demonym"), None)
        if demonym and (self.first or self._closes(name.end, demonym)):
            return Head("people", name.start, name.end, demonym=demonym)
        if demonym and self.weak is None and self.sentence.word(name.end) != "-":
            self.weak = Head("people", name.start, name.end, demonym=demonym)
        return name.end

    def _closes(self, at: int, demonym: Name) -> bool:
        """Whether a demonym that ends before ``at`` is itself the head: no noun follows it."""
        after = self.sentence.word(at)
        if not after or stops(after, self.language) or after in self.language.numbers:
            return True
        return demonym.person and noun_at(self.words, at, self.language) is None

    def _joined_name(self, end: int) -> int:
        """The token of the next name in 'British and French fighters'; 0 where the first name is not so joined."""
        joined = self.language.has("and_or", self.sentence.word(end)) and not self.language.plural(self.words[end - 1])
        after = named(self.sentence, end + 1, self.language) if joined and end + 1 < len(self.words) else None
        if after is None or not any(name.kind in ("adjective", "demonym") for name in after.entry):
            return 0
        noun = noun_at(self.words, after.end, self.language)
        return end + 1 if noun and noun[0].plural else 0

    def _noun(self, at: int, noun: Noun, end: int) -> Head | int:
        """A plural is the head unless another follows ('women prisoners'); participles wait for a noun."""
        found = Head("people", at, end, noun=noun)
        if self.first and self._leads(at, end, noun):
            return found
        told = noun.lemma == " ".join(self.words[at:end])
        if (noun.kind == "nominal" and told) or (self.endings and noun.kind in _WAITING):
            weak = self.weak
            kept = weak is not None and weak.noun is not None and self.unknown < weak.at
            plain = weak is not None and weak.noun is not None and weak.noun.group == "people" != noun.group
            self.weak = weak if kept and not (self.endings and plain) else found
            return end
        if self.language.has("possessive", self.sentence.word(end)) and self._owns(end + 1):
            return end + 1
        after = noun_at(self.words, end, self.language)
        compound = after is not None and after[0].plural and after[0].kind == "person"
        if (noun.plural or not self.plural) and not compound:
            group = self._kin_before(at) if self.plural else None
            return Head("people", at, end, noun=noun, generic=self.language.has("other", noun.lemma), group=group)
        self.weak = found
        return end

    def _owns(self, at: int) -> bool:
        """Whether what is counted stands behind a possessive: 'eight women's rights activists', not 'boys' deaths'."""
        noun = noun_at(self.words, at, self.language)
        return self.language.plural(self.sentence.word(at)) and (noun is None or noun[0].kind != "nominal")

    def _kin_before(self, at: int) -> str | None:
        """Group of a plural in front of the head: 'women prisoners' are women before they are prisoners."""
        before = self.weak.noun if self.weak is not None and self.weak.end == at else None
        return before.group if before is not None and before.plural and before.group in _KIN else None

    def _leads(self, at: int, end: int, noun: Noun) -> bool:
        """Whether a noun is the head because heads come first: 'jeunes femmes', but 'djihadistes détenus'."""
        alone = end == at + 1
        waits = self.endings and noun.kind in _WAITING
        return (
            (noun.plural or not self.plural)
            and not waits
            and not (alone and self.language.has("before_noun", self.words[at]))
        )

    def _describes(self, word: str) -> bool:
        """Whether ``word`` can stand between a number and its noun: of the pack's class, or with such an ending."""
        language = self.language
        return language.has("before_noun", word) or (
            language.ends("modifier_ending", word) and not language.has("no_modifier", word)
        )

    def _word(self, at: int, word: str) -> Head | int | None:
        language = self.language
        if language.has("generic", word):
            self.weak = self.weak or Head("pronoun", at, at + 1, generic=True)
            return at + 1
        if at == self.start and self.plural and language.has("verb", word) and language.plural(word):
            self.unknown = at
            return at + 1
        if at == self.start and self.plural and self._is_doing(at, word):
            return at + 1
        if language.has("adverb", word) and (self.unknown < 0 or self.weak):
            return at + 1
        if self.first and language.has("before_noun", word):
            return at + 1
        if stops(word, language) or word in language.numbers or (self.weak and word in language.verbs):
            return None
        if self.first and self._describes(word) and not (self.endings and language.has("thing", word)):
            return at + 1
        if self.first:
            return None if self.weak and not language.has("thing", word) else Head("other", at, at + 1)
        waiting = self.weak and _is_nominal(self.weak) and at > self.start and not self._noun_soon(at)
        if waiting and (not self._is_thing(at) or word in language.measures or language.has("measure_gap", word)):
            return None
        self.unknown = at
        return at + 1

    def _is_doing(self, at: int, word: str) -> bool:
        """Whether a participle stands right before its noun: '20 living hostages', '60 returning fighters'."""
        noun = noun_at(self.words, at + 1, self.language) if self.language.ends("active_ending", word) else None
        return noun is not None and noun[0].plural and noun[0].kind == "person"

    def _noun_soon(self, at: int) -> bool:
        """Whether a plural noun for people comes within three words that do not stop a phrase."""
        for word in self.words[at : at + 3]:
            entry = self.language.nouns.get(word)
            if entry is not None and entry.plural and entry.kind != "nominal":
                return True
            if stops(word, self.language):
                return False
        return False


def _of_people(name: Match[tuple[Name, ...]]) -> bool:
    """Whether a name can be that of a people: 'Kurds' that is only the name of a body is the noun."""
    return any(reading.kind in ("demonym", "adjective") for reading in name.entry)


def _is_nominal(head: Head) -> bool:
    return head.noun is not None and head.noun.kind == "nominal"
