"""Where the people of a figure are: place names behind a preposition, before a camp or a war, or from context."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from headcount.languages import Language
from headcount.read.clauses import gap_cost
from headcount.read.codes import Codes, code_for, is_site
from headcount.read.mentions import Mention
from headcount.read.names import named, names_in
from headcount.read.sentences import Sentence

Sites = Callable[[int, str], tuple[str, ...]]
"""The last camp or prison (kind) named before the sentence of that index."""
_KINDS = ("name", "city", "capital")
_SITE_KINDS = ("camp", "prison")
"""Kinds of sites, which are classes of nouns too."""
_ADJECTIVES = ("adjective", "demonym", "name", "city")
_POINTING = ("place_prep", "of", "site", "ground")
"""Classes of words beside which a place stands."""
_NEAR = 8.0
_CLAUSE = 6
"""Words between 'where' and the figure of its clause."""
_SUBJECT = 24


def places_in(sentence: Sentence, language: Language) -> list[Codes]:
    """All places that ``sentence`` names as the scene of something, from left to right."""
    found = _sites(sentence, language)
    words = sentence.words
    preps, sites, of = (language.words[kind] for kind in ("place_prep", "site", "of"))
    for at in sentence.among(language.unions[_POINTING]):
        word = words[at]
        if word in preps or (word in of and at and language.has("ground", words[at - 1])):
            found.extend(filter(None, [_after(sentence, at + 1, language)]))
        elif (
            language.words["of_case"] and language.has("ground", word) and (there := _after(sentence, at + 1, language))
        ):
            found.append(there)
        elif word in sites and at and (before := _site(sentence, at, language)):
            found.append(before)
    return sorted(found, key=lambda one: one.start)


def pointed_at(sentence: Sentence, language: Language, sites: Sites) -> list[Codes]:
    """'the camp', 'its annex', 'this prison', or 'it' that holds people: the site named last before."""
    words = sentence.words
    found: list[Codes] = []
    if all(language.words[kind].isdisjoint(words) for kind in (*_SITE_KINDS, "it")):
        return found
    for at, word in enumerate(words):
        kind = next((kind for kind in _SITE_KINDS if language.has(kind, word)), None)
        if kind is not None and _is_definite(words, at, language):
            codes = sites(sentence.index, kind)
        elif language.has("it", word) and language.has("housing", sentence.word(at + 1)):
            codes = sites(sentence.index, "camp")
        else:
            continue
        if codes:
            found.append(Codes(codes, at, at + 1))
    return found


def _is_definite(words: Sequence[str], at: int, language: Language) -> bool:
    """Whether the noun for a site at ``at`` is pointed at and not named: 'the camp', not 'the camp of Moria'."""
    lead = words[max(0, at - 2) : at]
    named = at + 1 < len(words) and (language.has("of", words[at + 1]) or language.has("at_in", words[at + 1]))
    return not named and language.meets("pointer", lead)


def _sites(sentence: Sentence, language: Language) -> list[Codes]:
    """Camps and prisons, which are a scene wherever they are named."""
    found = []
    for match in names_in(sentence, language):
        code = code_for(match, _KINDS)
        if code and is_site(code) and not (match.start and language.has("place_prep", sentence.words[match.start - 1])):
            found.append(Codes((code,), match.start, match.end))
    return found


def _after(sentence: Sentence, start: int, language: Language) -> Codes | None:
    """Names behind a preposition: 'in Syria and Iraq', 'in the north-east of Syria'."""
    words = sentence.words
    at, codes, first, end = start, [], -1, start
    slack = 4
    while at < len(words):
        match = named(sentence, at, language)
        code = code_for(match, _KINDS) if match else None
        if match and code:
            first = at if first < 0 else first
            codes.append(code)
            at = end = match.end
        elif (codes and language.has("and_or", words[at]) and at + 1 < len(words)) or (
            codes and at > end and language.has("place_prep", words[at])
        ):
            at += 1
        elif not codes and slack and language.has("direction", words[at]):
            slack -= 1
            at += 1
        else:
            break
    if codes and language.has("direction_form", words[end - 1]) and language.has("to", words[start - 1]):
        return None
    part = language.has("direction", sentence.word(end + 1)) or language.has("site", sentence.word(end + 1))
    if not codes or (language.has("possessive", sentence.word(end)) and not part):
        return None
    return Codes(tuple(dict.fromkeys(codes)), first, end)


def _site(sentence: Sentence, at: int, language: Language) -> Codes | None:
    """'the Syrian war', 'Iraqi prisons': the name stands in the two words before."""
    for start in (at - 3, at - 2, at - 1):
        if start >= 0 and (match := named(sentence, start, language)) and at - 1 <= match.end <= at:
            code = code_for(match, _ADJECTIVES)
            if code:
                return Codes((code,), match.start, match.end)
    return None


def place_of(
    sentence: Sentence,
    mention: Mention,
    last: int,
    found: Sequence[Codes],
    origin: Codes | None,
    language: Language,
    sayings: Sequence[int],
) -> Codes | None:
    """The place nearest to ``mention`` in its sentence: behind it first, else close before it.

    ``sayings`` are the tokens of verbs of saying: what stands before one is the scene of the speech.
    """
    apart = [one for one in found if origin is None or one.start >= origin.end or one.end <= origin.start]
    if opened := _where(sentence, apart, mention, language):
        return opened
    ahead = next((one for one in apart if one.start >= last), None)
    if ahead is not None and not ("," in sentence.words[last : ahead.start] and _opened(sentence, apart, mention)):
        return ahead
    for one in reversed(apart):
        if one.end <= mention.start:
            told = any(_is_told(sentence, one, said, mention, language) for said in sayings)
            near = not told and (
                (bool(language.words["of_case"]) and _opened(sentence, [one], mention))
                or gap_cost(sentence, one.end, mention.start, language, (), limit=_NEAR) <= _NEAR
                or _leads(sentence, one, mention, language)
            )
            return one if near else _camp_before(sentence, mention, language)
    return _camp_before(sentence, mention, language)


def _where(sentence: Sentence, places: Sequence[Codes], mention: Mention, language: Language) -> Codes | None:
    """'in India, where 67 died, in China, where 18 did': the place that the figure's own clause speaks of."""
    words = sentence.words
    for at in range(mention.start - 1, max(0, mention.start - _CLAUSE), -1):
        if language.has("where", words[at]):
            end = at - (words[at - 1] == ",")
            return next((one for one in places if one.end == end), None)
        if words[at] in ",;.":
            return None
    return None


def _opened(sentence: Sentence, places: Sequence[Codes], mention: Mention) -> bool:
    """Whether the figure's own part of the sentence opens with a place: 'In Minsk 362 were held, in Brest 40'."""
    front = [one for one in places if one.end <= mention.start]
    return bool(front) and not any(sign in ",;:." for sign in sentence.words[front[-1].end : mention.start])


def _leads(sentence: Sentence, place: Codes, mention: Mention, language: Language) -> bool:
    """Whether ``place`` stands in an opening phrase without a verb: 'In two years of war in Ukraine, ... 40'."""
    words = sentence.words[: mention.start]
    closed = "," in words[place.end :] and not any(sign in words for sign in (";", ":"))
    return closed and not any(language.has(kind, word) for word in words for kind in ("be", "have", "modal", "verb"))


def _is_told(sentence: Sentence, place: Codes, said: int, mention: Mention, language: Language) -> bool:
    """Whether ``place`` is where something was said: 'in Geneva a spokesman said', 'told reporters in Geneva that'."""
    if place.end <= said < mention.start:
        return True
    telling = said < place.start and language.has("telling", sentence.words[said])
    return telling and language.meets("that", sentence.words[place.end : mention.start])


def _camp_before(sentence: Sentence, mention: Mention, language: Language) -> Codes | None:
    """'Roj has 2,000 inhabitants': a camp or a prison named before is where they are."""
    start = max(0, mention.start - _SUBJECT)
    for match in names_in(sentence, language, start, mention.start):
        code = code_for(match, _KINDS)
        if code and is_site(code):
            return Codes((code,), match.start, match.end)
    return None
