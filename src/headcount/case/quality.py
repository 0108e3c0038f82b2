"""Rules of quality that every figure of a case is held against; their names and texts are ``codelists/checks.csv``."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from headcount import codelists
from headcount.values.cases import Case, Dimension
from headcount.values.figures import Figure, Reading

_STALE_DAYS = 730
_PART_OF = ("subset_of", "part_of_total")
_AHEAD = ("planned", "requested", "forecast", "hypothetical")
_LISTS = {"group": "groups", "status": "statuses", "unit": "units", "quantifier": "quantifiers"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that one figure or document does not keep."""

    rule: str
    figure: str
    """id of the figure; empty where the document is meant"""
    document: str
    what: str

    def as_json(self) -> dict[str, Any]:
        """Plain values for one JSON line."""
        return {"kind": codelists.table("checks")[self.rule].kind, **asdict(self)}

    def as_text(self) -> tuple[str, ...]:
        """Cells of one table row."""
        rule = codelists.table("checks")[self.rule]
        return rule.kind, rule.en, self.figure, self.document, self.what


def findings(readings: Sequence[Reading], case: Case) -> tuple[Finding, ...]:
    """All findings, errors first, then in the order of the documents."""
    ranks = {"error": 0, "warning": 1, "note": 2}
    found = [*_by_document(readings, case), *_total_below_part(readings), *_stale(readings, case)]
    return tuple(sorted(found, key=lambda one: ranks[codelists.table("checks")[one.rule].kind]))


def _by_document(readings: Sequence[Reading], case: Case) -> Iterator[Finding]:
    for reading in readings:
        document = reading.document
        if reading.figures and (not document.publisher or (document.kind != "verbatim" and not document.url)):
            what = "publisher" if not document.publisher else "address"
            yield Finding("missing_source", "", document.id, f"no {what}: give it in the sidecar or in sources.csv")
        for figure in reading.figures:
            yield from _of_figure(figure, reading, case)
        yield from _doubles(reading)
        yield from _families(reading)


def _of_figure(figure: Figure, reading: Reading, case: Case) -> Iterator[Finding]:
    document, dated = reading.document, figure.as_of
    if dated is None or (dated.basis == "assumed" and document.kind == "record"):
        taken = f"taken as of {dated.end}, its publication" if dated else "taken as of nothing"
        yield Finding("missing_date", figure.id, document.id, taken)
    elif figure.modality not in _AHEAD and document.published and _after(dated.start, document.published):
        what = f"counts {dated.start}, published {document.published}"
        yield Finding("date_after_publication", figure.id, document.id, what)
    for slot, table in _LISTS.items():
        code = getattr(figure, slot)
        if code and code not in codelists.table(table):
            yield Finding("unknown_code", figure.id, document.id, f"{slot} '{code}'")
    for slot, codes in (("origin", figure.origin), ("place", figure.place)):
        for code in codes:
            if code not in codelists.table("places"):
                yield Finding("unknown_code", figure.id, document.id, f"{slot} '{code}'")
    yield from _outside(figure, document.id, case)


def _after(start: str | None, published: str) -> bool:
    """Whether a count begins after the last day its publication may mean."""
    return bool(start) and str(start)[: len(published)] > published


def _outside(figure: Figure, document: str, case: Case) -> Iterator[Finding]:
    known = case.attributes
    for slot, code, dimension in (("group", figure.group, case.group), ("status", figure.status, case.state)):
        event = slot == "status" and code and codelists.table("statuses")[code].kind in ("event", "attribute")
        if code and not event and code not in known and not _sums(code, dimension):
            yield Finding("out_of_hierarchy", figure.id, document, f"{slot} '{code}'")
    for code in figure.origin if case.origin.leaves else ():
        if not _placed(code, case.origin):
            yield Finding("out_of_hierarchy", figure.id, document, f"origin '{code}'")


def _sums(code: str, dimension: Dimension) -> bool:
    return code in dimension.leaves or code in dimension.aggregates


def _placed(code: str, origin: Dimension) -> bool:
    """Whether the account has ``code``, or something it is a part of."""
    if _sums(code, origin):
        return True
    row = codelists.table("places").get(code)
    return row is not None and any(_placed(parent, origin) for parent in row.parents)


def _doubles(reading: Reading) -> Iterator[Finding]:
    seen: dict[tuple[object, ...], str] = {}
    for figure in reading.figures:
        if figure.as_of is None or figure.status is None:
            continue
        said = (figure.lo, figure.hi, figure.unit, figure.measure, figure.group, figure.origin, figure.place)
        key = (*said, figure.status, figure.as_of.start, figure.as_of.end, figure.modality)
        linked = any(link.kind == "same_as" for link in figure.links)
        if key in seen and not linked:
            what = f"the same as {seen[key]}: '{figure.text}'"
            yield Finding("double", figure.id, reading.document.id, what)
        seen.setdefault(key, figure.id)


def _families(reading: Reading) -> Iterator[Finding]:
    people = {(f.status, f.origin) for f in reading.figures if f.unit == "person" and f.measure != "share"}
    for figure in reading.figures:
        if figure.unit != "person" and (figure.status, figure.origin) not in people:
            what = f"'{figure.text}' of unit {figure.unit}, and no people beside them"
            yield Finding("families_without_size", figure.id, reading.document.id, what)


def _total_below_part(readings: Sequence[Reading]) -> Iterator[Finding]:
    figures = {figure.id: figure for reading in readings for figure in reading.figures}
    for reading in readings:
        for part in reading.figures:
            for link in part.links:
                total = figures.get(link.target)
                if link.kind not in _PART_OF or total is None or total.unit != part.unit:
                    continue
                if part.measure != "share" and total.hi is not None and part.lo is not None and part.lo > total.hi:
                    what = f"'{part.text}' is a part of {total.id}, '{total.text}'"
                    yield Finding("total_below_part", part.id, reading.document.id, what)


def _stale(readings: Sequence[Reading], case: Case) -> Iterator[Finding]:
    """The newest stock of each population, where it is old."""
    newest: dict[tuple[object, ...], tuple[str, Figure, str]] = {}
    counts: dict[tuple[object, ...], int] = defaultdict(int)
    for reading in readings:
        for figure in reading.figures:
            if figure.measure != "stock" or figure.as_of is None or not figure.as_of.end or figure.status is None:
                continue
            key = (figure.status, figure.group, figure.origin)
            counts[key] += 1
            if key not in newest or figure.as_of.end > newest[key][0]:
                newest[key] = figure.as_of.end, figure, reading.document.id
    limit = (datetime.date.fromisoformat(case.as_of) - datetime.timedelta(days=_STALE_DAYS)).isoformat()
    for (status, group, origin), (end, figure, document) in newest.items():
        if end < limit:
            whom = " ".join(filter(None, (str(group), "+".join(origin) if isinstance(origin, tuple) else "")))
            what = f"newest of {counts[status, group, origin]} counts of {whom}, {status}: {end}"
            yield Finding("stale", figure.id, document, what)
