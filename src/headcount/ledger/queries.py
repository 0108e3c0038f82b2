"""Questions in one line: ``RUS & women & (detained | in_camp) @ 2019-10``.

    query   = either [ "@" when ]
    either  = both { "|" both }        codes of one dimension, of which people have one
    both    = part { "&" part }        codes of different dimensions, all of which people have
    part    = "(" either ")" | code
    when    = day | [ day ] ".." [ day ]

A code is one of the case's, in any case of letters, or its English or Russian label; a day is a year, a month or a day,
and a stretch may leave out one of its ends. With one day a query asks for those who are in a state at the end of it, or
for all whom an event had befallen by then; with a stretch, for those who came into the state, or whom the event befell,
within it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

from headcount import codelists
from headcount.errors import QueryError
from headcount.ledger import days
from headcount.ledger.vocabulary import DIMENSIONS, EVENT, Vocabulary, Word, label
from headcount.values.cases import Case, Question

_LONGEST = 1000
_SHOWN = 100
_DEEPEST = 20
_TOKEN = re.compile(r"\s*([&|()@]|[^&|()@]+)")

Select = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    at: int
    """position in the query, counted from 1"""


def parse(text: str, case: Case) -> Question:
    """The question that ``text`` asks of ``case``; its id is the query, written the usual way.

    Raises
    ------
    QueryError
        The message says at which character of ``text``, what is wrong, and what would be right.
    """
    return _Parser(text, case).question()


def write(question: Question, case: Case) -> str:
    """``question`` as a query; parsed again it asks the same."""
    names = Vocabulary.of(case)
    parts = [_alternatives(question.select[d], d, names) for d in DIMENSIONS if question.select.get(d)]
    when = ""
    if question.measure == "flow":
        first, last = question.since or (case.window or (case.as_of,))[0], question.at or case.as_of
        when = f" @ {days.shortest_range(first, last)}"
    elif question.at is not None:
        when = f" @ {days.shortest(question.at)}"
    return " & ".join(parts) + when


def _alternatives(codes: tuple[str, ...], dimension: str, names: Vocabulary) -> str:
    written = " | ".join(names.name(dimension, code) for code in codes)
    return f"({written})" if len(codes) > 1 else written


def in_words(question: Question) -> str:
    """``question`` in English: who, from where, what became of them, and when."""
    parts = [" or ".join(label(d, c) for c in question.select[d]) for d in DIMENSIONS if question.select.get(d)]
    if question.measure == "flow":
        parts.append(f"from {question.since} to {question.at}")
    elif question.at is not None:
        parts.append(f"until {question.at}" if question.measure == "cumulative" else f"on {question.at}")
    return ", ".join(parts)


class _Parser:
    """One query on its way to a question."""

    def __init__(self, text: str, case: Case) -> None:
        self.text, self.case = text, case
        self.names = Vocabulary.of(case)
        if len(text) > _LONGEST:
            raise QueryError(f"a query of {len(text):,} characters; write at most {_LONGEST:,}")
        self.tokens = [
            _Token(match[1].strip(), match.start(1) + 1) for match in _TOKEN.finditer(text) if match[1].strip()
        ]
        self.next = 0
        self.moved: _Token | None = None
        """the event that the query names"""

    def question(self) -> Question:
        if not self.tokens:
            raise QueryError("the query is empty; name some people, such as RUS & women & in_camp @ 2019-10")
        select = self.either(0)
        measure, since, at = self.when(select)
        token = self.peek()
        if token:
            self.fail(token, f"'{token.text}' was not expected here; join codes by & or |")
        question = Question("", "", select, measure, at, since)
        return Question(write(question, self.case), in_words(question), select, measure, at, since)

    def peek(self) -> _Token | None:
        return self.tokens[self.next] if self.next < len(self.tokens) else None

    def take(self, text: str) -> _Token | None:
        token = self.peek()
        if token is None or token.text != text:
            return None
        self.next += 1
        return token

    def fail(self, where: _Token | None, why: str) -> NoReturn:
        shown = self.text if len(self.text) <= _SHOWN else f"{self.text[:_SHOWN]}..."
        raise QueryError(f"{shown!r}, character {where.at if where else len(self.text) + 1}: {why}")

    def either(self, depth: int) -> Select:
        """Codes of one dimension joined by |."""
        found = self.both(depth)
        while bar := self.take("|"):
            more = self.both(depth)
            if len(found) > 1 or len(more) > 1:
                self.fail(bar, "put the codes that | joins into parentheses, such as RUS & (women | children)")
            if found.keys() != more.keys():
                one, other = (next(iter(part)) for part in (found, more))
                self.fail(bar, f"| joins codes of one dimension, here of {one} and {other}; join those by &")
            ((dimension, codes),) = found.items()
            found = {dimension: tuple(dict.fromkeys((*codes, *more[dimension])))}
            if dimension == "state" and self.moved and len(found[dimension]) > 1:
                self.fail(bar, f"'{self.moved.text}' is an event, and events are asked for one by one")
        return found

    def both(self, depth: int) -> Select:
        """Parts joined by &."""
        found = self.part(depth)
        while sign := self.take("&"):
            more = self.part(depth)
            for dimension in sorted(found.keys() & more.keys()):
                codes = " and ".join((*found[dimension], *more[dimension]))
                self.fail(sign, f"nobody is told apart by two codes of {dimension} ({codes}); join them by |")
            found |= more
        return found

    def part(self, depth: int) -> Select:
        """Something in parentheses, or one code."""
        opened = self.take("(")
        if not opened:
            return self.code()
        if depth >= _DEEPEST:
            self.fail(opened, f"more than {_DEEPEST} parentheses within one another")
        found = self.either(depth + 1)
        if not self.take(")"):
            self.fail(self.peek(), f"the parenthesis opened at character {opened.at} is not closed here")
        return found

    def code(self) -> Select:
        token = self.peek()
        if token is None or token.text in "&|()@":
            self.fail(token, "a code is missing here")
        self.next += 1
        word = self.word(token)
        if word.kind == EVENT:
            self.moved = token
        return {word.dimension: (word.code,)}

    def word(self, token: _Token) -> Word:
        found = self.names.find(token.text)
        if len(found) > 1:
            ways = " or ".join(f"{word.dimension}:{word.code}" for word in found)
            self.fail(token, f"'{token.text}' means several codes; write {ways}")
        if not found:
            self.fail(token, self.unknown(token.text))
        return found[0]

    def unknown(self, name: str) -> str:
        """Why ``name`` cannot be asked for, and what can."""
        row = codelists.table("statuses").get(name) or codelists.table("groups").get(name)
        if name in self.case.attributes:
            parts = " | ".join(self.case.attributes[name])
            return f"'{name}' marks some of the people in ({parts}) and is not counted apart; ask for those"
        if row and row.kind == "event":
            known = ", ".join(self.case.events) or "none, as its account is of one day"
            return f"'{name}' is an event that this case does not count; its events: {known}"
        near = self.names.near(name)
        hint = f"did you mean {' or '.join(near)}?" if near else f"known: {', '.join(list(self.names.words)[:12])} ..."
        return f"'{name}' is no code of this case; {hint}"

    def when(self, select: Mapping[str, tuple[str, ...]]) -> tuple[str, str | None, str | None]:
        """Measure, first day and last day."""
        single = "cumulative" if self.moved else "stock"
        sign = self.take("@")
        if not sign:
            return single, None, None
        token = self.peek()
        if token is None or token.text in "&|()@":
            self.fail(token, "a date is missing behind @")
        self.next += 1
        start, dots, end = (part.strip() for part in token.text.partition(".."))
        if not dots:
            return single, None, self.inside(*self.day(start, token), token)
        if not start and not end:
            self.fail(token, "a stretch of time needs a first or a last day, such as 2019..2021")
        return self.stretch(start, end, token, select)

    def stretch(
        self, start: str, end: str, token: _Token, select: Mapping[str, tuple[str, ...]]
    ) -> tuple[str, str | None, str | None]:
        window = self.case.window
        if window is None:
            self.fail(token, f"the account of this case is of one day, {self.case.as_of}; leave out the stretch")
        first = self.day(start, token)[0] if start else window[0]
        last = self.inside(*self.day(end, token), token) if end else self.case.as_of
        if first > last:
            self.fail(token, f"{first} comes after {last}; turn them round")
        if first > window[1]:
            self.fail(token, f"the account of this case ends on {window[1]}")
        sums = [code for code in select.get("state", ()) if code in self.case.state.aggregates]
        unmoved = [code for code in sums if code not in self.case.events]
        if unmoved:
            self.fail(token, f"'{unmoved[0]}' is a sum of states that people move between; ask on one day")
        return "flow", max(first, window[0]), last

    def day(self, text: str, token: _Token) -> tuple[str, str]:
        try:
            return days.stretch(text)
        except ValueError as why:
            self.fail(token, str(why))

    def inside(self, first: str, last: str, token: _Token) -> str:
        """The last day of a stretch that the account speaks of."""
        window = self.case.window or (self.case.as_of, self.case.as_of)
        if last < window[0] or first > window[1]:
            speaks = " to ".join(dict.fromkeys(window))
            self.fail(token, f"the account of this case speaks of {speaks}, not of {token.text}")
        return min(last, window[1])
