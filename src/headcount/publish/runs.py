"""Sentences of the page taken apart into runs, for formats that are not HTML: text, weight, language and note."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html.parser import HTMLParser

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text that looks alike; ``trail`` is what its numbers rest on, where they have a note."""

    text: str
    bold: bool = False
    small: bool = False
    mark: bool = False
    lang: str | None = None
    trail: str | None = None


Runs = tuple[Run, ...]


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[Run] = []
        self.path: list[tuple[str, Run]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        here = self.path[-1][1] if self.path else Run("")
        if tag in {"b", "strong"}:
            here = replace(here, bold=True)
        elif tag == "small":
            here = replace(here, small=True)
        elif tag == "mark":
            here = replace(here, mark=True)
        elif tag == "a" and "data-note" in given:
            here = replace(here, trail=given["data-trail"])
        if "lang" in given:
            here = replace(here, lang=given["lang"])
        self.path.append((tag, here))

    def handle_endtag(self, tag: str) -> None:
        while self.path and self.path.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        here = self.path[-1][1] if self.path else Run("")
        self.runs.append(replace(here, text=data))


def runs_of(text: object, *, bold: bool = False) -> Runs:
    """A sentence as runs; plain text is one run as it is."""
    if not isinstance(text, Markup):
        return (Run(str(text), bold=bold),) if str(text) else ()
    parser = _Parser()
    parser.feed(str(text))
    parser.close()
    return tuple(replace(run, bold=run.bold or bold) for run in parser.runs)


def text_of(runs: Runs) -> str:
    """The words alone."""
    return "".join(run.text for run in runs)
