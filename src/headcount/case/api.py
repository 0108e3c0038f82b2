"""The four stages as functions for scripts and notebooks: ``from headcount.case import read, reconcile, ...``.

Each takes what the one before returned, or the name of a case, or documents, and runs what is missing. Results are
kept by digest as on the command line, so a cell that is run again costs nothing.
"""

from __future__ import annotations

import html
import os
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from headcount.case.frames import Table
from headcount.errors import CaseError, UsageError

if TYPE_CHECKING:
    from headcount.case.stages import Results
    from headcount.case.workspace import Workspace
    from headcount.errors import HeadcountError
    from headcount.values.estimates import Answer, Estimate
    from headcount.values.figures import Figure, Reading
    from headcount.values.positions import Position
    from headcount.values.scenarios import Projection, Scenario

SEED = 1
Source = str | os.PathLike[str]
"""The name of a case, or the path of a case folder, a document, a folder of documents or a pattern."""


class _Framed:
    """What all results share: tables by name, the first of them shown in a notebook."""

    def table(self, what: str | None = None) -> Table:
        """The table called ``what``; without a name the one that the result is about.

        Raises
        ------
        UsageError
            The result has no table of that name; the message lists those it has.
        """
        raise NotImplementedError

    def to_frame(self, what: str | None = None, library: str | None = None) -> Any:
        """The table called ``what`` as a data frame of pandas or polars, whichever is installed.

        Raises
        ------
        UsageError
            There is no table of that name, or neither library is installed.
        """
        return self.table(what).to_frame(library)

    def __repr__(self) -> str:
        return repr(self.table())

    def _repr_html_(self) -> str:
        return self.table()._repr_html_()


@dataclass(frozen=True, repr=False)
class Readings(_Framed):
    """What was read: one reading a document, and one a source of the case's tables.

    Tables: ``figures``, ``positions``, ``unread``, ``documents``.
    """

    workspace: Workspace
    readings: tuple[Reading, ...]

    def __len__(self) -> int:
        return len(self.readings)

    def __iter__(self) -> Iterator[Reading]:
        return iter(self.readings)

    def __getitem__(self, place: int) -> Reading:
        return self.readings[place]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures, in the order of the documents."""
        return tuple(figure for reading in self.readings for figure in reading.figures)

    @property
    def positions(self) -> tuple[Position, ...]:
        """All positions, in the order of the documents."""
        return tuple(position for reading in self.readings for position in reading.positions)

    @property
    def failures(self) -> tuple[HeadcountError, ...]:
        """Inputs that could not be read."""
        return self.workspace.failures

    def table(self, what: str | None = None) -> Table:
        from headcount.case.api_tables import of_readings

        return of_readings(self.readings, what)


@dataclass(frozen=True, repr=False)
class Account(_Framed):
    """One estimate from all figures. ``account["foreign-held"]`` is an answer by its id.

    Tables: ``answers``, ``figures`` (each against the estimate), ``conflicts``, ``unused``, ``pulls``, ``series``.
    """

    results: Results

    @property
    def estimate(self) -> Estimate:
        """The estimate with its draws."""
        return self.results.estimate

    def __iter__(self) -> Iterator[Answer]:
        return iter(self.estimate.answers)

    def __len__(self) -> int:
        return len(self.estimate.answers)

    def __getitem__(self, ident: str) -> Answer:
        for answer in (*self.estimate.answers, *self.estimate.silent):
            if answer.id == ident:
                return answer
        known = ", ".join(answer.id for answer in self.estimate.answers[:12])
        raise KeyError(f"no answer has the id '{ident}'; there are {known} ...")

    def table(self, what: str | None = None) -> Table:
        from headcount.case.api_tables import of_estimate

        return of_estimate(self.estimate, what)


@dataclass(frozen=True, repr=False)
class Scenarios(_Framed):
    """What becomes of the people under each policy. ``scenarios["as_now"]`` is one by its policy.

    Tables: ``outcomes``, ``ranks``, ``series`` (month by month).
    """

    results: Results

    @property
    def projection(self) -> Projection:
        """The scenarios with their ranks."""
        assert self.results.projection is not None
        return self.results.projection

    def __iter__(self) -> Iterator[Scenario]:
        return iter(self.projection.scenarios)

    def __len__(self) -> int:
        return len(self.projection.scenarios)

    def __getitem__(self, policy: str) -> Scenario:
        for scenario in self.projection.scenarios:
            if scenario.policy == policy:
                return scenario
        raise KeyError(f"no policy is called '{policy}'; there are {', '.join(one.policy for one in self)}")

    def table(self, what: str | None = None) -> Table:
        from headcount.case.api_tables import of_projection

        return of_projection(self.projection, what)


@dataclass(frozen=True, repr=False)
class Page:
    """The briefing as one HTML page; a notebook shows it in a frame of its own."""

    html: str

    def __repr__(self) -> str:
        return f"<Page of {len(self.html):,} characters; .write(FILE) saves it>"

    def write(self, file: Source) -> Path:
        """Write the page to ``file``, whole or not at all; the path of it."""
        from headcount.case.derived import write_whole

        write_whole(Path(file), self.html.encode("utf-8"))
        return Path(file).resolve()

    def _repr_html_(self) -> str:
        # the frame keeps the page's own style and script to itself; it may not reach the notebook around it
        held = html.escape(self.html, quote=True)
        return f'<iframe sandbox="allow-scripts" srcdoc="{held}" style="width:100%;height:640px;border:0"></iframe>'


def read(
    *sources: Source,
    text: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    published: str | None = None,
) -> Readings:
    """Read figures about groups of people, governments' positions, and list every other number with its reason.

    Parameters
    ----------
    sources
        Cases, documents, folders or patterns, as on the command line.
    text
        A text itself, instead of sources.
    title, publisher
        What is known of ``text``.
    published
        Publication date of documents that carry none: ``2019``, ``2019-11`` or ``2019-11-25``.

    Raises
    ------
    InputError
        Nothing of it could be read. Where something could, each failure is a warning and stands in ``failures``.
    UsageError
        No source, an unknown case, or two of them; or both sources and a text.
    """
    from headcount.case import stages

    if text is not None and sources:
        raise UsageError("either sources or a text can be read at once; read them apart")
    named = tuple(os.fspath(source) for source in sources)
    workspace = _open(named, published) if text is None else _of_text(text, title, publisher, published)
    return Readings(workspace, stages.read_all(workspace))


def reconcile(*of: Source | Readings, case: str | None = None, seed: int = SEED) -> Account:
    """Reconcile contradictory figures into one estimate with honest intervals.

    Parameters
    ----------
    of
        What :func:`read` returned, or what it takes.
    case
        Put the documents into the account of this case instead of their own.
    seed
        The same seed gives the same estimate.

    Raises
    ------
    UsageError, CaseError
        There is no such case, or its settings are impossible.
    """
    from headcount.case import stages
    from headcount.case.locate import case_folder
    from headcount.case.settings import load_settings
    from headcount.case.workspace import with_case

    workspace = _readings(of).workspace
    if case is not None:
        workspace = with_case(workspace, load_settings(case_folder(case)))
    return Account(stages.estimated(workspace, seed=seed))


def project(of: Source | Readings | Account, *, case: str | None = None) -> Scenarios:
    """Take the people of an account through each policy of its case, month by month.

    Parameters
    ----------
    of
        What :func:`reconcile` returned, or what it takes. The seed is that of the account.
    case
        As in :func:`reconcile`.

    Raises
    ------
    CaseError
        The case has no policies.
    """
    results = _results(of, case)
    if results.projection is None:
        raise CaseError(
            f"the case '{results.workspace.case.name}' has no policies to project; "
            "add [[policy]] and [[transition]] to its case.toml"
        )
    return Scenarios(results)


def publish(
    of: Source | Readings | Account | Scenarios, *, case: str | None = None, lang: str = "en", plain: bool = False
) -> Page:
    """Write the briefing, in which every number opens its trail.

    Parameters
    ----------
    of
        What one of the other functions returned, or what they take.
    case
        As in :func:`reconcile`.
    lang
        Language of the fixed words; quotes stay in the language of their documents.
    plain
        Keep all evidence as text, however large the page.

    Raises
    ------
    UsageError
        There are no words for ``lang``.
    """
    from headcount.case.pages import pages

    results = of.results if isinstance(of, Scenarios) else _results(of, case)
    (page,) = pages(results, langs=(lang,), plain=plain).values()
    return Page(page.decode("utf-8"))


def _readings(of: tuple[Source | Readings, ...]) -> Readings:
    if len(of) == 1 and isinstance(of[0], Readings):
        return of[0]
    if any(isinstance(one, Readings) for one in of):
        raise UsageError("readings are reconciled alone; read all documents at once: read('a.txt', 'b.txt')")
    return read(*(one for one in of if not isinstance(one, Readings)))


def _results(of: Source | Readings | Account, case: str | None) -> Results:
    from headcount.case import stages

    estimated = (of if isinstance(of, Account) else reconcile(of, case=case)).results
    projection = stages.projected(estimated.workspace, estimated.estimate, seed=estimated.estimate.seed)
    return replace(estimated, projection=projection)


def _open(sources: tuple[str, ...], published: str | None) -> Workspace:
    from headcount.case.workspace import open_workspace

    workspace = open_workspace(sources, published=published)
    if workspace.failures and not workspace.documents and not workspace.tables:
        raise workspace.failures[0]
    for failure in workspace.failures:
        warnings.warn(str(failure), stacklevel=3)
    return workspace


def _of_text(text: str, title: str | None, publisher: str | None, published: str | None) -> Workspace:
    from headcount.case.sidecars import check_date
    from headcount.case.workspace import workspace_of
    from headcount.read.loaders import load_source
    from headcount.read.loaders.source import Source as Bytes

    if published is not None:
        check_date(published, "published")
    (document,) = load_source(Bytes("text", text.encode("utf-8"), ".txt"), published=published).documents
    return workspace_of([replace(document, title=title, publisher=publisher, path=None)])
