"""What a passage is about, for words that only point: the camp of 'the camp', the state of 'its citizens'."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from headcount import codelists
from headcount.languages import Language
from headcount.languages.pack import Name
from headcount.languages.phrases import Match
from headcount.read import sentences
from headcount.read.actors import actors_of
from headcount.read.codes import code_for, is_site
from headcount.read.names import names_in
from headcount.read.normalise import plain
from headcount.read.sentences import Sentence
from headcount.values.documents import Span

_BACK = 8
"""Sentences back in which a camp is looked for."""
_NEAR = 3
"""Sentences back across the start of a paragraph in which a state is looked for."""
_PEOPLE = ("adjective", "demonym")
_STATES = ("name", "capital")
_AHEAD = 5


@dataclass(frozen=True, slots=True)
class Topic:
    """Codes a passage is about, with the span they were read at; no span where only the title says so."""

    codes: tuple[str, ...]
    span: Span | None


class Passages:
    """Looks back from a sentence: first through its paragraph, last at the title."""

    def __init__(
        self,
        title: str | None,
        lower: str,
        places: list[tuple[int, Span]],
        cut: Callable[[int], Sentence],
        language: Language,
    ) -> None:
        self._texts = (title or "").lower(), lower
        self.places = places
        self.cut = cut
        self.language = language
        self.title = _titled(title, language)
        self._sites: dict[int, tuple[str, ...]] = {}
        self._nations: dict[int, Topic | None] = {}

    @cached_property
    def joining(self) -> bool:
        """Whether the document is about people who join an armed cause."""
        return any(self.language.joining.search(" " + text) for text in self._texts)

    def site(self, index: int, kind: str, *, back: int = _BACK) -> tuple[str, ...]:
        """The last camp or prison (``kind``) named in the sentences before ``index``, else in the title."""
        for at in range(index - 1, max(-1, index - 1 - back), -1):
            if at not in self._sites:
                self._sites[at] = sites_in(self.cut(at), self.language)
            if found := _of_kind(self._sites[at], kind):
                return found[-1:]
        return self.title_site(kind)

    def title_site(self, kind: str) -> tuple[str, ...]:
        """The only camp or prison of the title."""
        found = _of_kind(sites_in(self.title, self.language), kind) if self.title else ()
        return found if len(set(found)) == 1 else ()

    def nation(self, sentence: Sentence, before: int) -> Topic | None:
        """The one state that the passage up to token ``before`` of ``sentence`` is about, or ``None``."""
        own = _topic(sentence, nations_in(sentence, self.language, before))
        if own is None and _names_region(sentence, self.language, before):
            return None
        for topic in (own, *self._earlier(sentence.index)):
            if topic is not None:
                return self._settled(topic)
        codes = self._title_codes()
        return Topic(codes, None) if len(codes) == 1 else None

    def _earlier(self, index: int) -> Iterable[Topic | None]:
        paragraph = self.places[index][0]
        for at in range(index - 1, max(-1, index - 1 - _BACK), -1):
            if self.places[at][0] != paragraph and index - at > _NEAR:
                return
            if at not in self._nations:
                earlier = self.cut(at)
                self._nations[at] = _topic(earlier, nations_in(earlier, self.language, len(earlier.words)))
            yield self._nations[at]

    def _settled(self, topic: Topic) -> Topic | None:
        """``topic`` where it is one state; of several the one of the title."""
        if len(topic.codes) == 1:
            return topic
        shared = [code for code in topic.codes if code in self._title_codes()]
        return Topic((shared[0],), topic.span) if len(shared) == 1 else None

    def _title_codes(self) -> tuple[str, ...]:
        if self.title is None:
            return ()
        return tuple(code for code, _, _ in nations_in(self.title, self.language, len(self.title.words)))


def _titled(title: str | None, language: Language) -> Sentence | None:
    if not title:
        return None
    flat = plain(title)
    return sentences.cut(flat, -1, -1, (0, len(flat.flat)), language.spelling)


def sites_in(sentence: Sentence, language: Language) -> tuple[str, ...]:
    """Codes of the camps and prisons that ``sentence`` names, from left to right."""
    codes = (code_for(match, ("name", "city")) for match in names_in(sentence, language))
    return tuple(code for code in codes if code and is_site(code))


def _of_kind(codes: tuple[str, ...], kind: str) -> tuple[str, ...]:
    table = codelists.table("places")
    return tuple(code for code in codes if table[code].kind == kind)


def _names_region(sentence: Sentence, language: Language, end: int) -> bool:
    """Whether several states are spoken of together: 'from the European Union'."""
    table = codelists.table("places")
    codes = (code_for(match, ("name", "body", *_PEOPLE)) for match in names_in(sentence, language, 0, end))
    return any(code in table and table[code].kind == "region" for code in codes if code)


def _topic(sentence: Sentence, found: list[tuple[str, int, int]]) -> Topic | None:
    if not found:
        return None
    return Topic(tuple(dict.fromkeys(code for code, _, _ in found)), sentence.offsets(found[-1][1], found[-1][2]))


def nations_in(sentence: Sentence, language: Language, end: int) -> list[tuple[str, int, int]]:
    """States before token ``end`` that act or whose people are spoken of, each once, with their tokens.

    A state that only lends its name to a place ('in Syria', 'Syrian camps') is none.
    """
    found: dict[str, tuple[str, int, int]] = {}
    for actor in actors_of(sentence, language):
        scenery = _is_scenery(sentence, actor.end, language) or _is_epithet(sentence, actor.start, language)
        if not actor.governed and actor.end <= end and not scenery:
            for code in actor.codes:
                if _is_state(code):
                    found.setdefault(code, (code, actor.start, actor.end))
    for match in names_in(sentence, language, 0, end):
        people = _of_people(sentence, match, language)
        if people and _is_state(people):
            found.setdefault(people, (people, match.start, match.end))
    return sorted(found.values(), key=lambda one: one[1])


def _of_people(sentence: Sentence, match: Match[tuple[Name, ...]], language: Language) -> str | None:
    """The state in 'Belgian children', 'citizens of Tunisia', 'the Belgians', 'Belgium's justice minister'."""
    words = sentence.words
    after = words[match.end : match.end + _AHEAD]
    if code := code_for(match, _PEOPLE):
        demonym = any(name.person for name in match.entry)
        return code if demonym or _people_soon(after, language) else None
    code = code_for(match, _STATES)
    before = sentence.word(match.start - 1)
    if code and language.has("of", before):
        lead = sentence.word(match.start - 2)
        return code if language.has("citizen", lead) or language.has("office", lead) else None
    return (
        code
        if code and language.has("possessive", sentence.word(match.end)) and _people_soon(after[1:], language)
        else None
    )


def _people_soon(words: list[str], language: Language) -> bool:
    """Whether a noun for people or for an office comes before the phrase ends."""
    for word in words:
        if language.has("and_or", word) or language.has("the", word):
            continue
        noun = language.nouns.get(word)
        if (noun is not None and noun.plural) or language.has("office", word):
            return True
        if not word[0].isalpha() or language.has("prep", word) or language.has("be", word):
            return False
    return False


def _is_scenery(sentence: Sentence, end: int, language: Language) -> bool:
    """'US-backed', 'Syria camp': the name is a part of another word or of a place."""
    after = sentence.word(end)
    return after == "-" or language.has("site", after)


def _is_epithet(sentence: Sentence, start: int, language: Language) -> bool:
    """'a London institute': behind an indefinite article a name describes something else."""
    return language.has("article", sentence.word(start - 1))


def _is_state(code: str) -> bool:
    row = codelists.table("places").get(code)
    return row is not None and row.kind in ("country", "subdivision")
