"""The state behind 'it', 'we' or 'the government': named in the sentence, the passage, or the title."""

from __future__ import annotations

from headcount.languages import Language
from headcount.read.names import names_in
from headcount.read.normalise import plain
from headcount.read.passages import nations_in
from headcount.read.positions_phrases import Subject, actors_in, country_of, decides, is_state, subjects_of
from headcount.read.positions_scene import TAKING_BACK, Acting, Doer, Scene
from headcount.read.sentences import Sentence, cut
from headcount.values.documents import Span

_FAR = 5
"""The same for an organ of the state, which the document goes on speaking of."""
_BACK = 2
"""Sentences back in which the state behind 'he' or 'the country' is looked for."""
_STATES = ("adjective", "name", "capital", "city", "demonym")
_AHEAD = 3
"""Sentences ahead in which the state is looked for where none is named before."""
_SAME = 12
"""Sentences back in which the same organ with its state is looked for."""
_TWO = 2
_SENDING = frozenset(("deport", "extradite"))
_NEAR = 8
"""Tokens behind an act in which its people are named."""
_OWNED = 5
"""Tokens from a possessor to its organ."""


def spoken_of(scene: Scene, subject: Subject, at: int) -> Doer | None:
    """The state behind 'it', 'the government': named after a quotation, or last in the paragraph, else in the title."""
    if quoted := _speaker(scene, subject, at):
        return quoted
    if scene.sentence.words[subject.start] in scene.known.quoted:
        return None
    sentence, organ = scene.sentence, subject.kind == "organ"
    if organ and (named := _of_clause(scene, subject, at) or _same_organ(scene, subject)):
        return named
    back = _FAR if organ else _BACK
    for index in range(sentence.index - 1, max(-1, sentence.index - 1 - back), -1):
        before = scene.earlier(index)
        if before.paragraph != sentence.paragraph and not organ:
            return None
        found = _last_named(before, scene.language, organ)
        if found is not None:
            codes, span = found
            return Doer(codes, subject.start, subject.end, subject.end, span, inferred=True) if codes else None
    if not organ:
        return None
    known = _of_title(scene, subject) or _of_theirs(scene, subject, at)
    if known or scene.known.impersonal:
        return known or set_in(scene, subject.start, subject.end, next((a for a in scene.acts if a.start == at), None))
    return _only_state(scene, subject, at)


def both_of(scene: Scene, subject: Subject) -> Doer | None:
    """The two states behind 'both sides': the only ones that act or are spoken of, here or in the sentences before."""
    sentence = scene.sentence
    codes: dict[str, None] = {}
    named: Span | None = None
    for index in range(sentence.index, max(-1, sentence.index - 1 - _FAR), -1):
        near = scene.earlier(index) if index < sentence.index else sentence
        end = subject.start if near is sentence else len(near.words)
        for match in names_in(near, scene.language, 0, end):
            code = next((n.code for n in match.entry if n.kind in (*_STATES, "leader") and is_state(n.code)), None)
            if code and not codes.get(code):
                codes.setdefault(code)
                named = near.offsets(match.start, match.end)
        if len(codes) >= _TWO:
            break
    if len(codes) != _TWO:
        return None
    return Doer(tuple(codes), subject.start, subject.end, subject.end, named, inferred=True)


def _of_theirs(scene: Scene, subject: Subject, at: int) -> Doer | None:
    """'The government refuses to repatriate Norwegian fighters': the state whose people it takes back."""
    act = next((one for one in scene.acts if one.start == at), None)
    if act is None or act.entry.action not in TAKING_BACK or act.entry.action == "accept":
        return None
    for match in names_in(scene.sentence, scene.language, act.end, min(len(scene.sentence.words), act.end + _NEAR)):
        name = next((n for n in match.entry if n.kind in ("adjective", "demonym") and is_state(n.code)), None)
        if name is not None:
            span = scene.sentence.offsets(match.start, match.end)
            return Doer((name.code,), subject.start, subject.end, subject.end, span, inferred=True)
    return None


def _only_state(scene: Scene, subject: Subject, at: int) -> Doer | None:
    """The one state that is named at all in a sentence and those around it, but for where people are sent."""
    if _is_any(scene, subject):
        return None
    sent = any(act.start == at and act.entry.action in _SENDING for act in scene.acts)
    here, stop = scene.sentence.index, len(scene.document.text.rstrip())
    found: dict[str, Span] = {}
    near = scene.earlier(max(0, here - _FAR))
    for index in range(max(0, here - _FAR), here + 1 + _AHEAD):
        if index > here and near.span[1] >= stop:
            break
        near = scene.earlier(index)
        for match in names_in(near, scene.language):
            country = next((country_of(name.code) for name in match.entry[:1] if name.kind in _STATES), None)
            if country and not (sent and scene.language.has("to", near.word(match.start - 1))):
                found.setdefault(country, near.offsets(match.start, match.end))
    if len(found) != 1:
        return None
    ((code, span),) = found.items()
    return Doer((code,), subject.start, subject.end, subject.end, span, inferred=True)


def _is_any(scene: Scene, subject: Subject) -> bool:
    """'governments', 'lawmakers': not those of one state."""
    word = scene.sentence.words[subject.start]
    several = word.endswith(tuple(end for end in scene.language.words["plural_ending"] if end))
    return several and not scene.language.meets("the", scene.sentence.words[max(0, subject.start - 3) : subject.start])


def last_state(scene: Scene, act: Acting) -> Doer | None:
    """The state that the document last spoke of, in the few sentences before ``act`` or its title."""
    sentence = scene.sentence
    for index in range(sentence.index - 1, max(-1, sentence.index - 1 - _FAR), -1):
        found = _last_named(scene.earlier(index), scene.language, True)
        if found is not None and found[0]:
            codes, span = found
            return Doer(codes, act.start, act.end, max(0, act.start - 6), span, inferred=True)
    return _of_title(scene, Subject("organ", act.start, act.end))


def set_in(scene: Scene, start: int, end: int, act: Acting | None = None) -> Doer | None:
    """The one state whose places are named nearest to a sentence: in it, then before it, then behind it.

    Those that people are taken away from by ``act`` are not meant.
    """
    left = act is not None and act.entry.action in TAKING_BACK
    here, stop = scene.sentence.index, len(scene.document.text.rstrip())
    near = scene.sentence
    for index in (here, *range(here - 1, max(-1, here - 1 - _FAR), -1), *range(here + 1, here + 1 + _AHEAD)):
        if index > here and (scene.sentence if index == here + 1 else near).span[1] >= stop:
            return None
        states: dict[str, Span] = {}
        near = scene.earlier(index)
        for match in names_in(near, scene.language):
            for name in match.entry[:1]:
                country = country_of(name.code) if name.kind in _STATES else None
                if country and not (left and scene.language.has("from", near.word(match.start - 1))):
                    states.setdefault(country, near.offsets(match.start, match.end))
        if len(states) == 1:
            ((code, span),) = states.items()
            return Doer((code,), start, end, max(0, start - 6), span, inferred=True)
    return None


def _of_clause(scene: Scene, subject: Subject, at: int) -> Doer | None:
    """'The commissioner under the president of Norway': the state named between the organ and its verb."""
    for actor in scene.actors if scene.known.oblique else ():
        if subject.end <= actor.start and actor.end <= at and all(map(is_state, actor.codes)):
            return Doer(actor.codes, subject.start, actor.end, actor.end)
    words = scene.sentence.words
    for actor in reversed(scene.actors):
        official = any(word in scene.known.organs for word in words[actor.start : actor.end])
        if actor.end <= subject.start and official and all(map(is_state, actor.codes)):
            named = scene.sentence.offsets(actor.start, actor.end)
            return Doer(actor.codes, subject.start, subject.end, subject.end, named, inferred=True)
    return None


def _same_organ(scene: Scene, subject: Subject) -> Doer | None:
    """'The government' behind 'Norway's centrist government': the state that organ was last named with."""
    organ = scene.sentence.words[subject.start]
    for index in range(scene.sentence.index - 1, max(-1, scene.sentence.index - 1 - _SAME), -1):
        before = scene.earlier(index)
        if organ not in before.words:
            continue
        for actor in reversed(actors_in(before, scene.language)):
            owned = scene.language.has("possessive", before.word(actor.end))
            reach = actor.end + (_OWNED if owned else 0)
            if organ in before.words[actor.start : reach] and all(map(decides, actor.codes)):
                named = before.offsets(actor.start, actor.end)
                return Doer(actor.codes, subject.start, subject.end, subject.end, named, inferred=True)
    return None


def _last_named(sentence: Sentence, language: Language, organ: bool) -> tuple[tuple[str, ...], Span] | None:
    """Codes and span of the actor last named; no codes where a private subject came last; ``None`` without either.

    For an organ of a state also the one state whose people are spoken of.
    """
    found = subjects_of(sentence, language, actors_in(sentence, language), frozenset())
    wanted = [one for one in found if one.kind == "actor" and (not organ or all(map(is_state, one.codes)))]
    if not organ:
        wanted = [one for one in found if one.kind in ("actor", "private")]
    if wanted:
        return wanted[-1].codes, sentence.offsets(wanted[-1].start, wanted[-1].end)
    states = nations_in(sentence, language, len(sentence.words)) if organ else []
    if len(states) != 1:
        return None
    code, start, end = states[0]
    return (code,), sentence.offsets(start, end)


def _speaker(scene: Scene, subject: Subject, at: int) -> Doer | None:
    """The actor behind a quotation in which 'we' act."""
    words = scene.sentence.words
    organ = subject.kind == "organ"
    if not organ and not scene.language.has("pronoun", words[subject.start]):
        return None
    if '"' in words[at:] and (not organ or '"' in words[: subject.start]):
        close = words.index('"', at)
        later = [actor for actor in scene.actors if actor.start > close and not actor.governed]
        if later and (not organ or all(map(is_state, later[0].codes))):
            return Doer(later[0].codes, later[0].start, later[0].end, subject.end)
    if '"' not in words[: subject.start] or words[subject.start] not in scene.known.quoted:
        return None
    before = [actor for actor in scene.actors if actor.end < subject.start and not actor.governed]
    opened = len(words[: subject.start]) - words[: subject.start][::-1].index('"') - 1
    comma = next((k for k in range(opened - 2, 0, -1) if words[k] == ","), 0)
    before = [actor for actor in before if comma < actor.start < opened] or before
    return Doer(before[0].codes, before[0].start, before[0].end, subject.end) if before else None


def _of_title(scene: Scene, subject: Subject) -> Doer | None:
    """The only state of the title."""
    title = scene.document.title
    if not title:
        return None
    flat = plain(title)
    line = cut(flat, -1, -1, (0, len(flat.flat)), scene.language.spelling)
    codes = {
        n.code
        for match in names_in(line, scene.language)
        for n in match.entry
        if n.kind in _STATES and is_state(n.code)
    }
    return Doer(tuple(codes), subject.start, subject.end, subject.end, None, True) if len(codes) == 1 else None
