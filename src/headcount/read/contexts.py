"""What the passage around a figure tells of it: where its people are and come from when its sentence says neither."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from headcount import codelists
from headcount.languages import Language
from headcount.read import moves
from headcount.read.codes import Codes, is_site, lies_in
from headcount.read.draft import Draft
from headcount.read.passages import Passages
from headcount.read.places import places_in
from headcount.read.sentences import Sentence
from headcount.values.figures import Figure

_RECENT = 2
_SCENE_BACK = 8
_LEAD = 16
"""Sentences at the start of a document in which its scene is looked for."""
_LOCAL = frozenset(("killed", "wounded", "abducted", "detained", "released"))
"""Statuses whose running totals are of the scene spoken of."""
_ABROAD = frozenset(("travelled", "returned", "repatriated", "seeking_return", "stripped_of_citizenship"))
"""Statuses of people away from home, or back: reports give them by the state they come from."""
_MOVING = frozenset(("migrants", "refugees", "idps"))
"""Groups whose way to a state is not the way home."""
_UNDECIDED = frozenset((None, "evacuated", "relocated"))
"""Statuses that give way to 'brought home' where the way ends at home."""
_HELD = frozenset(("detained", "abducted"))
"""Statuses that a noun implies ('prisoners'), which the way home ends."""
_ELSEWHERE = frozenset(("travelled", "returned", "repatriated", "born"))
"""Statuses that do not say where the people are now."""


class Contexts:
    """Fills place, origin and the status of a way home from the sentences before and from the title."""

    def __init__(self, passages: Passages, cut: Callable[[int], Sentence], language: Language) -> None:
        self.passages = passages
        self.cut = cut
        self.language = language
        self._scenes: dict[int, list[Codes]] = {}

    def placed(self, draft: Draft, figure: Figure) -> Figure:
        """The scene of the sentences before, or of the document's lead, where no place is said."""
        figure = self._at_camp(draft, figure)
        if (
            figure.place
            or figure.measure == "share"
            or (figure.measure == "cumulative" and figure.status not in _LOCAL)
            or figure.status in _ELSEWHERE
            or figure.status is None
        ):
            return figure
        if figure.modality in ("planned", "requested"):
            return figure
        here = draft.sentence.index
        back = () if draft.lead else range(here - 1, max(-1, here - 1 - _SCENE_BACK), -1)
        window = [*back, *range(min(_LEAD, here))]
        scene = next((self._scene(index)[-1] for index in window if self._scene(index)), None)
        if scene is None:
            return figure
        placed = replace(figure, place=scene.codes)
        camps = all(is_site(code) and codelists.table("places")[code].kind == "camp" for code in scene.codes)
        return (
            replace(placed, status="in_camp") if camps and placed.status == "detained" and not placed.holder else placed
        )

    def at_home(self, draft: Draft, figure: Figure) -> Figure:
        """The state that the passage is about, for its citizens and for people who left home or came back."""
        figure = self._homeward(draft, figure)
        if figure.origin or figure.measure == "share" or draft.mention.head.kind == "other":
            return figure
        citizens = self.language.has("own_people", draft.mention.head.lemma)
        abroad = (
            figure.status in _ABROAD
            and figure.group not in _MOVING
            and (figure.status != "travelled" or self.passages.joining)
        )
        if not citizens and not abroad:
            return figure
        topic = self.passages.nation(draft.sentence, draft.mention.start)
        if topic is None or set(topic.codes) & set(figure.place):
            return figure
        spans = {**figure.spans, "origin": topic.span} if topic.span else figure.spans
        return replace(figure, origin=topic.codes, spans=spans)

    def _homeward(self, draft: Draft, figure: Figure) -> Figure:
        """'27 children were flown to Moscow' in a passage about Russia: they were brought home."""
        implied = draft.status is not None and draft.status.frame == "noun" and figure.status in _HELD
        if (figure.status not in _UNDECIDED and not implied) or figure.measure == "share":
            return figure
        for status, place in moves.way_home(draft.sentence, draft.mention, self.language):
            told = not figure.origin and status.code == "repatriated" and figure.group not in _MOVING
            topic = self.passages.nation(draft.sentence, draft.mention.start) if told else None
            homes = figure.origin or (topic.codes if topic else ())
            if homes and all(any(lies_in(code, home) for home in homes) for code in place.codes):
                spans = {**figure.spans, "status": draft.sentence.offsets(status.start, status.end)}
                if topic is not None and topic.span is not None:
                    spans["origin"] = topic.span
                return replace(
                    figure,
                    status=status.code,
                    term=draft.sentence.slice(status.start, status.end),
                    measure="flow",
                    origin=homes,
                    place=figure.place if set(figure.place) != set(place.codes) else (),
                    spans=spans,
                )
        return figure

    def _at_camp(self, draft: Draft, figure: Figure) -> Figure:
        """'inhabitants' and 'residents' of a document about a camp live there."""
        dwellers = self.language.has("dweller", draft.mention.head.lemma)
        if figure.place or not dwellers or figure.status not in (None, "remaining", "detained"):
            return figure
        camp = self.passages.site(draft.sentence.index, "camp", back=_RECENT)
        if not camp:
            return figure
        return replace(figure, place=camp, status="in_camp")

    def _scene(self, index: int) -> list[Codes]:
        if index not in self._scenes:
            self._scenes[index] = places_in(self.cut(index), self.language)
        return self._scenes[index]
