"""Positions: what governments and bodies do or say they will do about groups of people."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from headcount.languages import Language, stances
from headcount.read.clauses import cues_of
from headcount.read.marks import Marks
from headcount.read.names import names_in
from headcount.read.positions_phrases import is_state
from headcount.read.positions_scene import Acting, Scene, passive
from headcount.read.positions_stages import Told, told_of
from headcount.read.positions_subjects import doer_of
from headcount.read.sentences import Sentence
from headcount.read.sources import sources_of
from headcount.values.documents import Document, Span
from headcount.values.figures import Figure
from headcount.values.positions import Position

_WALLS = frozenset(',;:.()"—')
_TARGET = 10
_KEPT = 6
_RECENT = 2
"""Sentences back whose acts a passive may go on telling."""
_FREE_TARGET = frozenset(
    (
        "military_operation",
        "strip_citizenship",
        "prepare_documents",
        "ban_entry",
        "reprisal",
        "allow_departure",
        "take_children_only",
    )
)
"""Acts whose target need not be named in the words beside them."""
_OF_PLACES = frozenset(("guard", "rehabilitate"))
"""Acts on camps or by programmes for people."""
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
        target = _target(scene, act)
        if scene.known.oblique and (target is None or not _names_people(scene, _head(scene, act, target))):
            target = _other_side(scene, act) or target
        doer = doer_of(scene, act) if _is_of_people(scene, act, target) else None
        if doer is None:
            continue
        told = _of_aliens(scene, act, told_of(scene, act, doer), target)
        if told is None or (told.doer.codes, told.action, told.stage) in seen:
            continue
        seen.add((told.doer.codes, told.action, told.stage))
        made.append((told, _position(scene, act, told, target, marks)))
    return made


def _of_aliens(scene: Scene, act: Acting, told: Told | None, target: tuple[int, int] | None) -> Told | None:
    """Sending home people of another state is deporting them; what a force brings home it brings to safety."""
    if told is None or target is None or told.action != "repatriate" or not all(map(is_state, told.doer.codes)):
        return told
    words = scene.sentence.words[target[0] : target[1]]
    if any(word in scene.known.forces for word in scene.sentence.words[told.doer.start : told.doer.end + 2]):
        return replace(told, action="evacuate")
    if act.entry.frame != "t":
        return told
    if any(_concerns(word, scene.language) for word in words):
        return told
    nations = {
        name.code
        for match in names_in(scene.sentence, scene.language, *_head(scene, act, target))
        for name in match.entry[:1]
        if name.kind in ("adjective", "demonym") and is_state(name.code)
    }
    foreign = bool(nations) and not nations & set(told.doer.codes)
    alien = any(word in scene.known.aliens for word in words)
    return replace(told, action="deport") if foreign or (alien and not nations & set(told.doer.codes)) else told


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
        group=stances.concerned(sentence.words[slice(*_head(scene, act, target))], scene.language) if target else None,
        figures=tuple(f.id for f in scene.figures if span[0] <= f.start < _reach(scene, act, end)),
        as_of=when,
        source=_source(scene, doer.start),
        modality=told.modality,
        actor_inferred=doer.inferred,
        spans=spans,
    )


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
    others = {one.start for one in scene.acts if one.start >= act.end and one.entry.frame == "v"}
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


def _target(scene: Scene, act: Acting) -> tuple[int, int] | None:
    """The words for those concerned: behind the verb, inside it, or before it in a passive."""
    words, language = scene.sentence.words, scene.language
    noun = words[act.end - 1] in language.nouns
    inner = act.start + 1, act.end - (0 if noun else 1)
    asked = act.entry.action == "request_return" and _names_people(scene, (act.end, min(len(words), act.end + 4)))
    if act.end - act.start > 2 and not asked and _names_people(scene, inner):
        return inner
    if passive(scene, act):
        return _before(scene, act)
    end, reach = act.end, min(len(words), act.end + _TARGET)
    while end < reach and words[end] not in _WALLS and not language.has("target_end", words[end]):
        end += 1
    return (act.end, end) if end > act.end else None


def _other_side(scene: Scene, act: Acting) -> tuple[int, int] | None:
    """Those concerned on the other side of the verb, in languages whose nouns have cases."""
    behind, words = act.end, scene.sentence.words
    while behind < min(len(words), act.end + _TARGET) and words[behind] not in _WALLS:
        behind += 1
    for side in (_before(scene, act), (act.end, behind) if behind > act.end else None):
        if side and _names_people(scene, side):
            return side
    return None


def _before(scene: Scene, act: Acting) -> tuple[int, int] | None:
    """The subject of a passive, without its auxiliaries."""
    words, language = scene.sentence.words, scene.language
    end = act.start
    while end and language.one_of(("be", "have", "modal", "adverb", "negation"), words[end - 1]):
        end -= 1
    if end and words[end - 1] == '"':
        end -= 1
    if end and words[end - 1] == ",":
        end = next((at for at in range(end - 2, max(0, end - 2 - _TARGET), -1) if words[at] == ","), end)
    start = end
    closed = scene.known.openers | scene.known.clauses
    while start and start > end - _TARGET and words[start - 1] not in _WALLS and words[start - 1] not in closed:
        start -= 1
    while start < end and language.one_of(("prep", "relative", "conj"), words[start]):
        start += 1
    return (start, end) if start < end else None


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


def _is_of_people(scene: Scene, act: Acting, target: tuple[int, int] | None) -> bool:
    """Whether the act concerns people: its target names some, or the act can concern nothing else."""
    if act.entry.action in _FREE_TARGET or act.entry.frame == "p" or _their_return(scene, act):
        return True
    last = scene.sentence.words[act.end - 1]
    if act.end - act.start > 1 and (act.entry.action in _OF_PLACES or last in scene.known.organs):
        return True
    if act.end - act.start > 1 and _names_people(scene, (act.start + 1, act.end)):
        return True
    if target is None or (act.entry.frame == "t" and _is_way(scene, act, target)):
        return False
    head = _head(scene, act, target)
    counted = _counts(scene, target if scene.known.oblique else head)
    return counted or _names_people(scene, head)


def _counts(scene: Scene, target: tuple[int, int]) -> bool:
    """'holds 10,200': a figure about people that names nobody."""
    low, high = scene.sentence.offsets(*target)
    return any(low <= figure.start < high for figure in scene.figures)


def _is_way(scene: Scene, act: Acting, target: tuple[int, int]) -> bool:
    """'returned to the camp': a way where the object of the verb would stand."""
    language, words = scene.language, scene.sentence.words
    hedged = language.hedges.at(words, target[0]) is not None
    return target[0] == act.end and language.has("prep", words[target[0]]) and not hedged


def _their_return(scene: Scene, act: Acting) -> bool:
    """'assist their return': whose return it is stands inside the act."""
    words, language = scene.sentence.words, scene.language
    nominal = any(entry.frame == "n" for _, entry in language.acts.table.get(words[act.end - 1], ()))
    return nominal and language.meets("concerned", words[act.start + 1 : act.end - 1])


def _head(scene: Scene, act: Acting, target: tuple[int, int]) -> tuple[int, int]:
    """The object without what hangs on it: of 'a summary of acts by rebels' 'a summary', of 'dozens of men' all."""
    words, language = scene.sentence.words, scene.language
    if target[0] < act.end or act.entry.action in _OF_PLACES:
        return target
    hedge = language.hedges.at(words, target[0])
    for at in range(max(target[0] + 1, hedge.end if hedge else 0), target[1]):
        before = words[at - 1]
        through = language.has("of", words[at]) and (
            before in scene.known.counting
            or before in language.numbers
            or before in language.vague.table
            or before[0].isdecimal()
        )
        if language.has("prep", words[at]) and not through and not language.has("prep", before):
            return target[0], at
    return target


def _names_people(scene: Scene, target: tuple[int, int]) -> bool:
    language = scene.language
    vague = scene.known.nobody | scene.known.anybody | scene.known.aliens
    inside = [word for word in scene.sentence.words[target[0] : target[1]] if not language.has("data", word)]
    if any(word in language.nouns or word in vague or _concerns(word, language) for word in inside):
        return True
    names = names_in(scene.sentence, language, *target)
    return any(name.kind == "demonym" for match in names for name in match.entry)


def _concerns(word: str, language: Language) -> bool:
    """'them', 'nationals'; 'its' alone may be of anything."""
    return language.has("concerned", word) and not language.has("det", word)
