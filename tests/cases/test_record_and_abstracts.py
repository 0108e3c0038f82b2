"""The two halves of the built-in record against each other: what is read in an abstract is what its tables say.

An abstract is written by hand, a row of the tables was entered from the page; where both speak of one source, the
number of a row that stands in the abstract must be read with the value, group, origin and status of the row.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from headcount.case.locate import BUILT_IN
from headcount.case.workspace import open_workspace
from headcount.read import read
from headcount.values.documents import Document
from headcount.values.figures import Figure, Reading
from headcount.values.positions import Position

RECORD = BUILT_IN / "caliphate"
Row = Mapping[str, str]

ALIKE = {
    # one matter under two codes: what differs is how telling the code is, and both are said
    "group": (
        {"people", "adults"},
        {"people", "families"},
        {"fighters", "men", "suspects", "prisoners"},
        {"children", "orphans"},
        {"women_and_children", "families"},
    ),
    "origin": (
        {"", "all"},
        {"western_europe", "europe", "eu"},
        {"mena", "middle_east"},
        {"north_africa", "maghreb", "DZA+LBY+MAR+TUN"},
    ),
    # the tables have "in_zone" also where the page only says that people are still there, held or not, and
    # "moved_on" for whoever left a camp or a prison, by which way ever
    "status": ({"in_zone", "remaining"}, {"repatriated", "evacuated"}, {"moved_on", "relocated"}),
    "action": ({"repatriate", "evacuate"},),
    "stage": ({"considering", "proposed"},),
}
# who asks has done so by asking, and to refuse is to decide
STAGES_OF = {"request_return": {"proposed", "under_way", "done"}, "refuse_return": {"decided", "done", "refused"}}


@dataclass(frozen=True)
class Difference:
    """One row of a table that is not read as it stands."""

    document: str
    row: str
    slot: str
    table: str
    read: str


@dataclass(frozen=True)
class Comparison:
    """What came of holding the abstracts against the tables."""

    abstracts: int
    rows: int
    """rows of the sources that have an abstract"""
    standing: int
    """of these, the rows whose number stands in the abstract"""
    agreeing: int
    differences: tuple[Difference, ...]

    def listed(self) -> str:
        """A line a difference."""
        return "\n".join(f"{d.document} {d.row} {d.slot}: {d.table!r} read as {d.read!r}" for d in self.differences)


def address(url: str) -> str:
    """The address without scheme, fragment and last slash."""
    return url.split("#")[0].rstrip("/").split("://")[-1].removeprefix("www.")


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by_source(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["source_id"], []).append(row)
    return found


def abstracts(folder: Path, sources: Sequence[Row]) -> Iterator[tuple[str, Document]]:
    """The abstracts whose address is that of a source, each with the id of the source."""
    known = {address(source["url"]): source["source_id"] for source in sources}
    for document in open_workspace([str(folder)]).documents:
        source = known.get(address(document.url or ""))
        if source is not None and document.kind == "abstract":
            yield source, document


def alike(slot: str, one: str, other: str) -> bool:
    return one == other or any({one, other} <= codes for codes in ALIKE.get(slot, ()))


def bounds(row: Row) -> tuple[float | None, float | None]:
    low, high = (float(row[end]) if row[end] else None for end in ("lo", "hi"))
    return low, high


def slots(row: Row, figure: Figure) -> dict[str, tuple[str, str]]:
    """What the table says and what was read, slot by slot."""
    return {
        "value": (str(bounds(row)), str((figure.lo, figure.hi))),
        "group": (row["group"], figure.group),
        "origin": ("+".join(sorted(row["origin"].split("+"))), "+".join(sorted(figure.origin))),
        "status": (row["status"], figure.status or ""),
    }


def wrong(row: Row, figure: Figure) -> dict[str, tuple[str, str]]:
    said = slots(row, figure)
    same_value = all(same(mine, its) for mine, its in zip(bounds(row), (figure.lo, figure.hi), strict=True))
    bad = {slot: pair for slot, pair in said.items() if slot != "value" and not alike(slot, *pair)}
    return bad if same_value else {"value": said["value"], **bad}


def same(one: float | None, other: float | None) -> bool:
    """Equal but for the last digit, which dividing a percentage may change."""
    return one == other if one is None or other is None else math.isclose(one, other, rel_tol=1e-9)


def is_that_number(row: Row, figure: Figure) -> bool:
    return any(
        same(mine, its)
        for mine in bounds(row)
        for its in (figure.lo, figure.hi)
        if mine is not None and its is not None
    )


def stands(row: Row, text: str) -> bool:
    """Whether the number of the row stands in the text in digits, however they are grouped."""
    number = next(end for end in reversed(bounds(row)) if end is not None)
    if row["measure"] == "share":
        number *= 100
    digits = f"{number:.10g}"
    return re.search(rf"(?<![\d.,]){'[,.  ]?'.join(digits)}(?!\d|[.,]\d)", text) is not None


def paired(rows: Sequence[Row], reading: Reading) -> Iterator[tuple[Row, Figure | None]]:
    """Each row with its figure, the likest pairs first; a figure serves one row."""
    pairs = sorted(
        (len(wrong(row, figure)), i, j)
        for i, row in enumerate(rows)
        for j, figure in enumerate(reading.figures)
        if is_that_number(row, figure)
    )
    taken: dict[int, int] = {}
    for _, i, j in pairs:
        if i not in taken and j not in taken.values():
            taken[i] = j
    for i, row in enumerate(rows):
        yield row, reading.figures[taken[i]] if i in taken else None


def compare(folder: Path, tables: Path) -> Comparison:
    """Hold the abstracts of a case against its source and figure tables."""
    rows_of = by_source(table(tables / "figures.csv"))
    seen = rows = standing = agreeing = 0
    differences: list[Difference] = []
    for source, document in abstracts(folder, table(tables / "sources.csv")):
        seen += 1
        name = Path(document.path or document.id).stem
        for row, figure in paired(rows_of.get(source, []), read(document)):
            rows += 1
            if figure is None:
                standing += stands(row, document.text)
                if stands(row, document.text):
                    differences.append(Difference(name, row["id"], "value", str(bounds(row)), "nothing"))
                continue
            standing += 1
            bad = wrong(row, figure)
            agreeing += not bad
            differences += [Difference(name, row["id"], slot, *pair) for slot, pair in bad.items()]
    return Comparison(seen, rows, standing, agreeing, tuple(differences))


def is_that_position(row: Row, position: Position) -> bool:
    if "+".join(sorted(position.actor)) != "+".join(sorted(row["actor"].split("+"))):
        return False
    stages = STAGES_OF.get(row["action"], set())
    stage = {row["stage"], position.stage} <= stages or alike("stage", row["stage"], position.stage)
    return stage and alike("action", row["action"], position.action)


def compare_positions(folder: Path, tables: Path) -> Comparison:
    """Hold the positions of the abstracts against the position table: actor, action and stage."""
    rows_of = by_source(table(tables / "positions.csv"))
    seen = rows = agreeing = 0
    differences: list[Difference] = []
    for source, document in abstracts(folder, table(tables / "sources.csv")):
        seen += 1
        read_here = read(document).positions
        for row in rows_of.get(source, []):
            rows += 1
            if any(is_that_position(row, position) for position in read_here):
                agreeing += 1
                continue
            said = " ".join(row[column] for column in ("actor", "action", "stage"))
            got = "; ".join(f"{'+'.join(one.actor)} {one.action} {one.stage}" for one in read_here)
            differences.append(Difference(Path(document.path or document.id).stem, row["id"], "position", said, got))
    return Comparison(seen, rows, rows, agreeing, tuple(differences))


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare(RECORD, RECORD)


def test_sixty_sources_have_an_abstract(comparison: Comparison) -> None:
    assert comparison.abstracts >= 60


def test_the_abstracts_say_nearly_all_rows_of_their_sources(comparison: Comparison) -> None:
    assert comparison.standing / comparison.rows >= 0.9


def test_what_is_read_in_an_abstract_is_what_the_tables_say(comparison: Comparison) -> None:
    share = comparison.agreeing / comparison.standing
    assert share >= 0.95, f"{share:.3f} of {comparison.standing} rows\n{comparison.listed()}"


def test_the_positions_of_the_tables_are_read_in_the_abstracts() -> None:
    positions = compare_positions(RECORD, RECORD)
    assert positions.rows >= 50
    share = positions.agreeing / positions.rows
    assert share >= 0.9, f"{share:.3f} of {positions.rows} rows\n{positions.listed()}"


def test_a_row_that_is_read_otherwise_is_a_difference() -> None:
    row = {"lo": "40", "hi": "40", "group": "children", "origin": "FRA", "status": "in_camp", "measure": "stock"}
    text = "About 40 French women are living in the camp."
    figure = read(Document(id="a", text=text, digest="a", lang="en", published="2019-11-01")).figures[0]
    assert wrong(row, figure) == {"group": ("children", "women")}
    assert not stands(row, "There were 1,040 or 40.5 of them.")
    assert stands(row, "There were 40.")
