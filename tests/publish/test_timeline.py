from __future__ import annotations

from dataclasses import replace

import pytest
from stranded_account import BRIEFING
from stranded_crews import READINGS

from headcount.publish.page import page_of
from headcount.publish.timeline import day_of, timeline


def test_a_figure_speaks_of_its_date_else_of_the_day_it_was_published() -> None:
    page = page_of(BRIEFING)
    assert day_of(page, page.figures["f2d4"]) == "2031-03-31"
    assert day_of(page, page.figures["f3c3"]) == "2031-02"
    assert day_of(page, page.figures["f4a1"]) == "2031-05-01"


def test_every_dated_figure_and_position_has_a_dot() -> None:
    found = timeline(page_of(BRIEFING))
    assert found is not None
    assert sum(len(track.dots) for track in found.tracks) == 19 + 6
    assert [track.label for track in found.tracks][:2] == ["detained", "in camps"]
    assert [text for _, text in found.years] == ["2030", "2031", "2032"]
    assert found.tracks[0].dots == tuple(sorted(found.tracks[0].dots))
    assert found.years[1][0] < found.as_of < found.years[2][0]


def test_the_finding_names_the_middle_date() -> None:
    found = timeline(page_of(BRIEFING))
    assert found is not None
    assert found.finding.striptags().startswith(
        "Half of the figures speak of April 2031 or earlier. The line marks 10 May"
    )


@pytest.mark.parametrize("published", [None, "spring", "2031-99"])
def test_documents_without_a_date_are_left_out(published: str | None) -> None:
    bare = tuple(
        replace(
            reading,
            document=replace(reading.document, published=published),
            figures=tuple(replace(figure, as_of=None) for figure in reading.figures),
            positions=(),
        )
        for reading in READINGS
    )
    found = timeline(page_of(replace(BRIEFING, readings=bare)))
    assert found is None if published != "2031-99" else found is not None
