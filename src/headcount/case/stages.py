"""The stages of a workspace, each kept by the digest of its inputs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec

from headcount.case.derived import engine, is_fresh, kept, key_of
from headcount.case.named import fitted_to
from headcount.case.workspace import Workspace, with_case
from headcount.values.briefings import Briefing
from headcount.values.cases import Case
from headcount.values.documents import Document
from headcount.values.estimates import Estimate
from headcount.values.figures import Reading
from headcount.values.scenarios import Projection

_READ = ("read", "languages", "codelists", "values")
_RECONCILE = ("reconcile", "ledger", "codelists", "values")
_PROJECT = ("project", "ledger", "codelists", "values")


@dataclass(frozen=True, slots=True)
class Results:
    """What the stages made of a workspace."""

    workspace: Workspace
    readings: tuple[Reading, ...]
    estimate: Estimate
    projection: Projection | None

    def briefing(self) -> Briefing:
        """The value that the publishing stage turns into pages; dated by the case, never by the clock."""
        from headcount.record import record

        case = self.workspace.case
        return Briefing(
            case=case,
            readings=self.readings,
            estimate=self.estimate,
            projection=self.projection,
            made=case.as_of,
            digest=key_of([self.estimate.digest, self.projection.digest if self.projection else ""]),
            record=record(self.readings),
        )


def run(workspace: Workspace, *, seed: int) -> Results:
    """Read, reconcile and project; stages whose inputs have not changed are taken from disk."""
    readings = read_all(workspace)
    workspace = with_case(workspace, fitted_to(workspace.case, readings))
    estimate = reconciled(workspace, readings, seed=seed)
    return Results(workspace, readings, estimate, projected(workspace, estimate, seed=seed))


def reading_key(document: Document) -> str:
    """Digest of all that the reading of one document depends on."""
    return key_of(["read", engine(*_READ), msgspec.json.encode(document, order="deterministic")])


def read_one(workspace: Workspace, document: Document) -> Reading:
    """The reading of one document."""

    def make() -> Reading:
        from headcount.read import read

        return read(document)

    return kept(workspace.derived, "reading", reading_key(document), Reading, make)


def read_all(workspace: Workspace) -> tuple[Reading, ...]:
    """The readings of all documents, in their order, and of the tables of the case."""
    return (*(read_one(workspace, document) for document in workspace.documents), *workspace.tables)


def reconciled(workspace: Workspace, readings: Sequence[Reading], *, seed: int) -> Estimate:
    """One estimate from all figures."""
    key = _key("estimate", engine(*_RECONCILE), workspace.case, seed, [_figures_of(reading) for reading in readings])

    def make() -> Estimate:
        from headcount.reconcile import reconcile

        return reconcile(readings, workspace.case, seed=seed, digest=key)

    return kept(workspace.derived, "estimate", key, Estimate, make)


def projected(workspace: Workspace, estimate: Estimate, *, seed: int) -> Projection | None:
    """The policies of the case from the estimate's draws; ``None`` where the case has no policy."""
    case = workspace.case
    if not case.policies or not case.transitions:
        return None
    key = _key("projection", engine(*_PROJECT), case, seed, [estimate.digest.encode()])

    def make() -> Projection:
        from headcount.project import project

        return project(estimate, case, seed=seed, digest=key)

    return kept(workspace.derived, "projection", key, Projection, make)


def fresh(workspace: Workspace, document: Document) -> bool:
    """Whether the reading of ``document`` is on disk and still valid."""
    return is_fresh(workspace.derived, "reading", reading_key(document))


def _key(stage: str, engine_digest: str, case: Case, seed: int, inputs: Sequence[bytes]) -> str:
    """Digest of a stage's inputs; where the case folder lies must not change a result."""
    settings = msgspec.json.encode(replace(case, path=None), order="deterministic", enc_hook=_sets)
    return key_of([stage, engine_digest, settings, str(seed), *inputs])


def _sets(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else NotImplemented


def _figures_of(reading: Reading) -> bytes:
    return msgspec.json.encode(
        (reading.document.digest, reading.document.published, reading.figures), order="deterministic"
    )
