"""Tables for ``headcount import`` from The Economist's collection of estimates of the war dead.

Development only. Input is the folder ``source-data/deaths-and-casualties-data`` of a clone of
TheEconomist/the-economist-ukraine-war-dead-and-wounded-estimates (CC BY 4.0)::

    python tools/build_war_dead.py CLONE/source-data/deaths-and-casualties-data OUT
    headcount import cases/war-dead OUT/*.csv tools/war_dead/civil*.csv --map cases/war-dead/map.toml

Words of the table stay as they are and are mapped by ``map.toml``; what a row does not say itself (publisher of an
address, origin behind a label, corrections with reasons) stands in the tables of ``tools/war_dead``.
"""

from __future__ import annotations

import csv
import datetime
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

HERE = Path(__file__).parent / "war_dead"
FLAG = "ignore for chart, data from warring parties"
COLLECTION = "https://github.com/TheEconomist/the-economist-ukraine-war-dead-and-wounded-estimates"
ECHO_DAYS = 45
"""days apart that a number of one origin may be said again, rounded or not"""
SNOWFLAKE_START = 1288834974657
"""milliseconds of the first id of a post on X since 1970: (id >> 22) counts on from it"""
Row = dict[str, str]


def table(path: Path) -> list[Row]:
    """The rows of a CSV."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{key: (cell or "").strip() for key, cell in row.items()} for row in csv.DictReader(file)]


def day(cell: str) -> datetime.date:
    """A day written day/month/year."""
    return datetime.datetime.strptime(cell, "%d/%m/%Y").date()


def address(cell: str) -> tuple[str, str]:
    """The address without tracking and quoted text, and what was written behind it; theirs where there is none."""
    if not cell.startswith("http"):
        return COLLECTION, "sent to The Economist by its authors" if cell else ""
    url, _, remark = cell.partition(" ")
    url = re.sub(r"[?&](fbclid|ocid)=[^&]*", "", url.split("#")[0])
    return url, "see the remark of the collection" if remark else ""


def published(url: str) -> str:
    """The day of publication as far as the address shows it; empty where it does not."""
    if post := re.search(r"(?:x|twitter)\.com/\w+/status/(\d+)", url):
        seconds = ((int(post[1]) >> 22) + SNOWFLAKE_START) / 1000
        return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date().isoformat()
    if found := re.search(r"\b(20\d\d)[/-]?([01]\d)[/-]?([0-3]\d)\b", url):
        return "-".join(found.groups())
    found = re.search(r"/(20\d\d)/([01]\d)/", url)
    return "-".join(found.groups()) if found else ""


def publisher(url: str) -> Row:
    """The row of the publisher of an address.

    Raises
    ------
    LookupError
        ``publishers.csv`` lacks its host.
    """
    if url == COLLECTION:
        url = "https://economist.com"
    host = urlsplit(url).hostname or ""
    for row in table(HERE / "publishers.csv"):
        if host == row["host"] or host.endswith(f".{row['host']}"):
            return row
    raise LookupError(f"{host}: add it to tools/war_dead/publishers.csv")


def bounds(row: Row) -> Row:
    """Ends, hedge and note on the middle: one-sided rows stay one-sided, a number of full thousands is about that."""
    low, high, middle = (row[key].replace(",", "") for key in ("estimate_low", "estimate_high", "estimate"))
    if low and high:
        return {"lo": low, "hi": high, "quantifier": "range", "note": f"middle {middle}" if middle else ""}
    if low or high:
        return {"lo": low, "hi": high, "quantifier": "at_least" if low else "at_most", "note": ""}
    hedge = "about" if middle.endswith("000") else "exact"
    return {"lo": middle, "hi": middle, "quantifier": hedge, "note": ""}


def monthly(rows: Iterable[Row], known: set[str]) -> Iterator[Row]:
    """Running totals that The Economist made of daily averages, where the main table ends before them."""
    for row in rows:
        if row["date (at beginning of next month)"] not in known:
            yield {
                "date": row["date (at beginning of next month)"],
                "estimate_low": "",
                "estimate_high": "",
                "estimate": row["cumulative casualties"],
                "type": "casualties",
                "source": row["source"],
                # a spreadsheet has counted the number of this post up from row to row
                "source_url": re.sub(r"191856318539050217\d", "1918563185390502173", row["source_url"]),
                "country": "russia",
                FLAG: "",
            }


def figures(rows: Iterable[Row]) -> list[Row]:
    """A row of figures for each row of the collection, in the order of their dates."""
    origins = {row["label"]: row["original_source"] for row in table(HERE / "origins.csv")}
    doubts = {(r["date"], r["country"], r["type"], r["origin"]): r for r in table(HERE / "doubts.csv")}
    made: list[Row] = []
    for row in sorted(rows, key=lambda row: day(row["date"])):
        origin = origins[row["source"]]
        url, remark = address(row["source_url"])
        doubt = doubts.get((row["date"], row["country"], row["type"], origin), {})
        sides = bounds(row)
        notes = [sides.pop("note"), remark]
        if row["source"] == "UK MoD" and sides["quantifier"] == "exact":
            notes.append("summed up by The Economist from averages of the day")
        if row[FLAG]:
            notes.append("a party to the war; The Economist leaves it out of its chart")
        made.append(
            {
                "id": "",
                "publisher": publisher(url)["publisher"],
                "url": url,
                "original_source": origin,
                "date": doubt.get("as_of") or row["date"],
                "measure": "cumulative",
                **sides,
                "group": "soldiers",
                "country": row["country"],
                "type": row["type"],
                "modality": "estimated",
                "links": "",
                "checked": "second_hand",
                "doubt": doubt.get("doubt", ""),
                "note": "; ".join(filter(None, notes)),
            }
        )
    return linked(named(made))


def named(rows: list[Row]) -> list[Row]:
    """Ids that say country, matter, date and origin."""
    seen: dict[str, int] = {}
    for row in rows:
        origin = re.sub(r"\W+", "", row["original_source"].title())[:12]
        ident = f"{row['country'][:3].upper()}-{row['type'][:6]}-{day(row['date'])}-{origin}"
        seen[ident] = seen.get(ident, 0) + 1
        row["id"] = ident if seen[ident] == 1 else f"{ident}-{seen[ident]}"
    return rows


def linked(rows: Sequence[Row]) -> list[Row]:
    """Dead as part of the casualties beside them; a number of one origin said again as the same."""
    for at, row in enumerate(rows):
        links = []
        if row["type"] == "deaths":
            whole = [other for other in rows if other["type"] == "casualties" and beside(row, other)]
            links += [f"subset_of:{other['id']}" for other in whole[:1]]
        first = next((other for other in rows[:at] if repeated(other, row)), None)
        if first:
            links.append(f"same_as:{first['id']}")
        row["links"] = " ".join(links)
    return list(rows)


def beside(one: Row, other: Row) -> bool:
    return all(one[key] == other[key] for key in ("country", "original_source", "date", "url"))


def repeated(first: Row, later: Row) -> bool:
    """Whether ``later`` is the number of ``first``, rounded or not, of one origin within some weeks."""
    if any(first[key] != later[key] for key in ("country", "original_source", "type")):
        return False
    if (day(later["date"]) - day(first["date"])).days > ECHO_DAYS:
        return False
    if not (first["lo"] == first["hi"] and later["lo"] == later["hi"]):
        return False
    one, other = float(first["lo"]), float(later["lo"])
    rounder = min(one, other, key=trailing)
    return any(round(one, -k) == round(other, -k) == rounder for k in (0, 3, 4))


def trailing(number: float) -> int:
    """Fewer digits that count come first."""
    return len(f"{number:.0f}".rstrip("0"))


def sources(rows: Iterable[Row]) -> list[Row]:
    """A row for each address."""
    made: dict[str, Row] = {}
    for row in rows:
        url, told = row["url"], publisher(row["url"])
        made.setdefault(
            url,
            {
                "publisher": told["publisher"],
                "published": published(url),
                "date_basis": "inferred",
                "url": url,
                "kind": told["kind"],
                "lang": told["lang"],
                "grade": told["grade"],
                "grade_reason": told["grade_reason"],
                "checked": "second_hand",
                "note": "",
            },
        )
    return list(made.values())


def write(path: Path, rows: Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main(folder: Path, out: Path) -> None:
    """Read the two tables in ``folder``; write ``figures.csv`` and ``sources.csv`` to ``out``."""
    stem = "Soldier deaths_casualties in Ukraine - "
    rows = table(folder / f"{stem}estimates.csv")
    known = {row["date"] for row in rows if row["source"] == "UK MoD" and row["type"] == "casualties"}
    rows += monthly(table(folder / f"{stem}uk mod month-by-month estimates.csv"), known)
    made = figures(rows)
    out.mkdir(parents=True, exist_ok=True)
    write(out / "figures.csv", made)
    write(out / "sources.csv", sources(made))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
