"""Positions: what governments and bodies do or say they will do about groups of people."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence

from headcount.languages import Language, stances
from headcount.read.clauses import cues_of
from headcount.read.marks import Marks
from headcount.read.positions_scene import VERBAL, Acting, Scene
from headcount.read.positions_stages import Told, told_of
from headcount.read.positions_subjects import doer_of
from headcount.read.positions_targets import head_of, is_of_people, names_people, of_aliens, other_side, target_of
from headcount.read.sentences import Sentence
from headcount.read.sources import sources_of
from headcount.values.documents import Document, Span
from headcount.values.figures import Figure
from headcount.values.positions import Position

_WALLS = frozenset(',;:.()"—')
_TARGET = 10
_KEPT = 6
_RECENT = 3
"""Sentences back whose acts a passive may go on telling."""
_CUT = {"year": 4, "month": 7}


def find(
    document: Document,
    sentences: Iterable[Sentence],
    earlier: Callable[[int], Sentence],
    figures: Sequence[Figure],
    language: Language,
    marks: Marks,
) -> list[Position]:
    """All positions in ``sentences``, in their order; ``figures`` inside one are named in it.

    ``earlier`` gives any sentence of the document by its index. The same act of one actor is told once a sentence,
    a military operation, which is mostly mentioned in passing, once a document.
    """
    found: list[Position] = []
    rules = stances.load(language)
    starts = [figure.start for figure in figures]
    operations: set[tuple[str, ...]] = set()
    told_in: list[tuple[int, Told, Position]] = []
    for sentence in sentences:
        acts = acts_in(sentence.words, language)
        if not acts:
            continue
        low, high = (bisect_left(starts, end) for end in sentence.span)
        recent = [one for one in told_in[-_KEPT:] if sentence.index - one[0] <= _RECENT]
        before = [(one.action, one.actor, one.spans["actor"]) for _, _, one in recent]
        scene = Scene(document, sentence, acts, figures[low:high], earlier, language, rules, before)
        for told, position in _distinct(scene, marks):
            told_in.append((sentence.index, told, position))
            if told.action == "military_operation":
                if told.doer.codes in operations:
                    continue
                operations.add(told.doer.codes)
            found.append(position)
    return found


def acts_in(words: Sequence[str], language: Language) -> list[Acting]:
    """Words for acts in a sentence, without the idioms that only look like some."""
    return [act for act in stances.load(language).acts.find(words) if act.entry.action]


def _distinct(scene: Scene, marks: Marks) -> list[tuple[Told, Position]]:
    """The positions of a sentence, each actor's act at one stage once."""
    made: list[tuple[Told, Position]] = []
    seen: set[tuple[tuple[str, ...], str, str]] = set()
    for act in scene.acts:
        if _adjectival(scene, act):
            continue
        target = target_of(scene, act)
        if scene.known.oblique and (target is None or not names_people(scene, head_of(scene, act, target))):
            target = other_side(scene, act) or target
        doer = doer_of(scene, act) if is_of_people(scene, act, target) else None
        if doer is None:
            continue
        told = of_aliens(scene, act, told_of(scene, act, doer), target)
        if told is None or (told.doer.codes, told.action, told.stage) in seen:
            continue
        seen.add((told.doer.codes, told.action, told.stage))
        made.append((told, _position(scene, act, told, target, marks)))
    return made


def _position(scene: Scene, act: Acting, told: Told, target: tuple[int, int] | None, marks: Marks) -> Position:
    document, sentence, doer = scene.document, scene.sentence, told.doer
    start = min(doer.start, act.start, told.start, target[0] if target else act.start)
    end = max(act.end, target[1] if target else 0, doer.end, told.end)
    span = sentence.offsets(start, end)
    spans: dict[str, Span] = {
        "actor": sentence.offsets(doer.start, doer.end),
        "action": sentence.offsets(act.start, act.end),
        "stage": sentence.offsets(told.start, told.end),
    }
    if target:
        spans["target"] = sentence.offsets(*target)
    if doer.named:
        spans["actor_named"] = doer.named
    when, dated = _when(scene, act)
    if dated:
        spans["as_of"] = dated
    return Position(
        id=marks.id_of("position", *spans["action"], sentence.span),
        document=document.id,
        start=span[0],
        end=span[1],
        text=document.text[slice(*span)],
        actor=doer.codes,
        action=told.action,
        stage=told.stage,
        target=document.text[slice(*spans["target"])] if target else None,
        group=_group(scene, act, target),
        figures=tuple(f.id for f in scene.figures if span[0] <= f.start < _reach(scene, act, end)),
        as_of=when,
        source=_source(scene, doer.start),
        modality=told.modality,
        actor_inferred=doer.inferred,
        spans=spans,
    )


def _group(scene: Scene, act: Acting, target: tuple[int, int] | None) -> str | None:
    """The code of the people concerned."""
    if target is None:
        return None
    return stances.concerned(scene.sentence.words[slice(*head_of(scene, act, target))], scene.language)


def _source(scene: Scene, actor: int) -> str | None:
    """The words for who says so, where that is not the actor."""
    cues = cues_of(scene.sentence, scene.language, frozenset())
    for source in sources_of(scene.sentence, cues, scene.language):
        if not source.start <= actor < source.end:
            low, high = scene.sentence.offsets(source.start, source.end)
            return scene.document.text[low:high]
    return None


def _reach(scene: Scene, act: Acting, end: int) -> int:
    """Offset up to which numbers belong to the position that ends at token ``end``: the end of its clause."""
    words, known = scene.sentence.words, scene.known
    others = {one.start for one in scene.acts if one.start >= act.end and one.entry.frame in VERBAL}
    at, stop = end, min(len(words), end + _TARGET)
    while at < stop and words[at] not in _WALLS and words[at] not in known.clauses and at not in others:
        at += 1
    return scene.sentence.offsets(at - 1, at)[1]


def _when(scene: Scene, act: Acting) -> tuple[str | None, Span | None]:
    """The date of the sentence nearest to the act, cut to what it says, and where; else the date of publication."""
    known = [date for date in scene.dates if date.as_of is not None and date.as_of.start is not None]
    if not known:
        return scene.document.published, None
    nearest = min(known, key=lambda date: max(date.start - act.end, act.start - date.end))
    start = nearest.as_of.start
    if not start:
        return scene.document.published, None
    return start[: _CUT.get(nearest.as_of.accuracy, 10)], scene.sentence.offsets(nearest.start, nearest.end)


def _adjectival(scene: Scene, act: Acting) -> bool:
    """'four convicted men', 'arrests of men': a word for an act that tells nothing done in this sentence."""
    words, language = scene.sentence.words, scene.language
    after = scene.sentence.word(act.end)
    nominal = act.entry.frame == "v" and not scene.known.oblique
    if act.end - act.start == 1 and nominal and language.has("of", after):
        return True
    named = scene.sentence.word(act.end + 1) if scene.sentence.capital[act.end : act.end + 1] == [True] else ""
    noun = language.nouns.get(after) or language.nouns.get(named)
    led = any(cue.end == act.start for cue in scene.stages)
    if act.entry.frame == "t" and noun is not None and _going_on(words[act.start], language) and not led:
        return not language.meets("be", words[max(0, act.start - 2) : act.start])
    if (
        act.end - act.start > 1
        or noun is None
        or not words[act.start].endswith(tuple(language.words["participle_ending"]))
    ):
        return False
    before = scene.sentence.word(act.start - 1)
    counted = before[:1].isdecimal() or before in language.numbers
    joined = any(one.end == act.start for one in scene.acts)
    return counted or joined or language.one_of(("det", "prep"), before)


def _going_on(word: str, language: Language) -> bool:
    return word.endswith(tuple(language.words["active_ending"]))
