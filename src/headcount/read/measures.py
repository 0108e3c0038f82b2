"""What a figure measures: people there at one time, an event, or all since a beginning."""

from __future__ import annotations

from headcount import codelists
from headcount.languages import Language
from headcount.read.mentions import Mention
from headcount.read.periods import Found
from headcount.read.sentences import Sentence
from headcount.read.statuses import Status

_CUMULATIVE = frozenset(("travelled", "returned"))
"""Statuses that everyone who ever reached them keeps in reports."""
_ADDING_UP = frozenset(
    (
        "killed", "wounded", "abducted", "repatriated", "born", "released", "recruited", "deported", "convicted",
        "evacuated", "relocated", "fled", "displaced", "prosecuted", "escaped",
    )
)  # fmt: skip
_RUNNING = frozenset(("displaced", "fled", "deported", "convicted", "evacuated", "relocated", "prosecuted", "escaped"))
"""Statuses whose counts add up where 'since' or 'so far' says so, and in no long war alone."""
_UPROOTED = frozenset(("refugees", "idps", "migrants"))
"""Groups whose return is counted as it happens."""
_NEAR = 4
_WAR = 5
"""Words between 'in' and the war."""
_SINCE = 5


def measure_of(
    sentence: Sentence, mention: Mention, status: Status | None, language: Language, *, joining: bool
) -> str:
    """Code of the measure: share by the number, else by the verb's form and the status.

    ``joining``: in documents about people who join an armed cause, those who came back are a running total.
    """
    if mention.number.kind in ("share", "percent"):
        return "share"
    if status is None:
        happens = _happens(sentence, mention, language)
        if _adds_up(sentence, mention, language):
            return "cumulative" if happens or not _present_here(sentence, mention, language) else "stock"
        return "flow" if happens else "stock"
    if status.frame == "noun" and mention.head.noun is not None and mention.head.noun.kind == "nominal":
        taken = status.code in ("detained", "abducted") and not _present(sentence, status, language)
        adds = status.code in _ADDING_UP or taken
        lasting = adds and _lasting(sentence, mention, status, language)
        return "cumulative" if lasting else "flow" if taken else by_status(status.code)
    if status.measure == "stock":
        return "stock"
    taken = status.code == "detained" and status.measure == "flow"
    if (status.code in _ADDING_UP or taken) and _is_total(sentence, mention, language):
        return "cumulative"
    if taken and _adds_up(sentence, mention, language):
        return "cumulative"
    if status.code in _ADDING_UP and _lasting(sentence, mention, status, language):
        return "cumulative"
    if status.code == "detained" and _present(sentence, status, language):
        return "stock"
    fleeing = mention.head.noun is not None and mention.head.noun.group in _UPROOTED and not joining
    passing = not joining and status.frame != "noun" and not _is_fighting(mention)
    if status.code == "returned" and (status.frame == "o" or fleeing or passing):
        return "cumulative" if status.frame != "o" and _lasting(sentence, mention, status, language) else "flow"
    return status.measure or by_status(status.code)


def within(
    sentence: Sentence, mention: Mention, measure: str, status: Status | None, date: Found | None, language: Language
) -> str:
    """The measure once the date is known: '281 returns in 2020' counts those of that year, not all so far.

    'Had returned in 2020' and 'returned by 2020' stay running totals.
    """
    if measure != "cumulative" or status is None or date is None:
        return measure
    short = date.as_of.accuracy in ("day", "week", "month")
    if status.code != "returned":
        bounded = date.as_of.start is not None and date.as_of.start == date.as_of.end
        told = _adds_up(sentence, mention, language) or _is_total(sentence, mention, language)
        return "flow" if bounded and status.code in _ADDING_UP and not told else measure
    perfect = language.meets("perfect", sentence.words[max(0, status.start - 3) : status.start])
    inside = language.has("within", sentence.word(date.start - 1)) or short
    return "flow" if inside and not perfect and not _lasting(sentence, mention, status, language) else measure


def _happens(sentence: Sentence, mention: Mention, language: Language) -> bool:
    """'1,147 refugees arrived', '60 families cross every day': an event that no status names."""
    words = sentence.words
    near = [*words[max(0, mention.start - 2) : mention.start], *words[mention.number.end : mention.end + _NEAR]]
    return language.meets("happening", near)


def by_status(code: str) -> str:
    """The measure that a status alone suggests."""
    row = codelists.table("statuses").get(code)
    if code in _CUMULATIVE:
        return "cumulative"
    if code == "killed":
        return "flow"
    return "flow" if row is not None and row.kind == "event" else "stock"


def _present(sentence: Sentence, status: Status, language: Language) -> bool:
    """'are detained', 'are still being held': people there now, not the act of taking them."""
    lead = sentence.words[max(0, status.start - 3) : status.start]
    return language.meets("present", lead)


def _lasting(sentence: Sentence, mention: Mention, status: Status, language: Language) -> bool:
    """Counted over a war or since a year, or said in the perfect of what a state has done so far."""
    words = sentence.words
    if _adds_up(sentence, mention, language):
        return True
    if status.code in _RUNNING:
        return False
    for at, word in enumerate(words):
        if not language.has("lasting", word):
            continue
        lead = words[max(0, at - _WAR) : at]
        during = language.meets("within", lead) and not language.meets("relative", lead)
        if language.has("have", sentence.word(at + 1)) or during:
            return True
    lead = words[max(0, status.start - 3) : status.start]
    perfect = language.meets("perfect", lead)
    return perfect and status.code == "repatriated" and status.frame != "noun"


def _is_fighting(mention: Mention) -> bool:
    return mention.head.noun is not None and mention.head.noun.group in ("fighters", "suspects")


def _adds_up(sentence: Sentence, mention: Mention, language: Language) -> bool:
    """Whether 'so far', 'to date', 'since' or 'as of' makes what is counted a running total."""
    words = sentence.words
    return any(
        (
            (language.has("so_far", word) and _is_sum(words, at, language))
            or (
                language.has("since", word)
                and at + 1 < len(words)
                and _is_time(words, at + 1, language)
                and not language.meets("weekday", words[at + 1 : at + 3])
                and not is_superlative(words, at, language)
            )
        )
        and not _is_of_another(words, mention, at, language)
        for at, word in enumerate(words)
    )


def _is_of_another(words: list[str], mention: Mention, at: int, language: Language) -> bool:
    """Whether a number behind a comma stands between: 'killed 12, bringing the toll to 600 since May'."""
    if language.has("toll", words[at]) and at > mention.end:
        return "," in words[mention.end : at]
    between = words[mention.end : at] if at > mention.end else []
    comma = between.index(",") if "," in between else len(between)
    return any(word[0].isdecimal() for word in between[comma:])


def _is_time(words: list[str], at: int, language: Language) -> bool:
    """Whether a time stands behind a word that also says 'with': 'с начала года', not 'с мигрантами'."""
    leads = language.words["since_lead"]
    return not leads or not leads.isdisjoint(words[at : at + 2])


def _is_total(sentence: Sentence, mention: Mention, language: Language) -> bool:
    """'bringing the total number of those freed to 81'."""
    words = sentence.words
    lead = words[max(0, mention.start - 4) : mention.start]
    noun = mention.head.noun
    held = noun is not None and noun.status in ("abducted", "detained")
    if held or not language.meets("reaching", lead):
        return False
    if language.meets("total", words[mention.number.end : mention.number.end + 3]):
        return True
    return language.meets("total", words[max(0, mention.start - 16) : mention.start])


def _present_here(sentence: Sentence, mention: Mention, language: Language) -> bool:
    """Whether a form of the present stands right behind: '40,000 live', '40,000 are'."""
    return language.meets("present", sentence.words[mention.end : mention.end + 2])


def _is_sum(words: list[str], at: int, language: Language) -> bool:
    """'so far', 'to date', 'toll': a running total."""
    before = words[at - 1] if at else ""
    return language.has("toll", words[at]) or language.has("sum_lead", before)


def is_superlative(words: list[str], at: int, language: Language) -> bool:
    """'the deadliest attack since 2015' compares and adds nothing up."""
    return any(
        word.endswith(tuple(language.words["superlative_ending"])) or language.has("superlative", word)
        for word in words[max(0, at - _SINCE) : at]
    )
