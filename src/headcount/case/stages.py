"""The stages of a workspace, each kept by the digest of its inputs."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from headcount.case.derived import engine, is_fresh, kept, key_of, name_of, tidy
from headcount.case.named import fitted_to
from headcount.case.scores import kept_in
from headcount.case.workspace import Workspace, with_case
from headcount.values.briefings import Briefing
from headcount.values.cases import Case
from headcount.values.documents import Document
from headcount.values.estimates import Estimate
from headcount.values.figures import Reading
from headcount.values.plans import PlanGap
from headcount.values.records import Record
from headcount.values.scenarios import Projection

_READ = ("read", "languages", "codelists", "values")
_RECONCILE = ("reconcile", "ledger", "codelists", "values")
_PROJECT = ("project", "ledger", "codelists", "values")
_ENGINES = {
    "read": _READ,
    "record": ("record", "codelists", "values"),
    "reconcile": _RECONCILE,
    "project": _PROJECT,
    "publish": ("publish", "codelists", "values"),
}


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
        told = record(self.readings)
        return Briefing(
            case=case,
            readings=self.readings,
            estimate=self.estimate,
            projection=self.projection,
            made=case.as_of,
            digest=self.digest(),
            record=told,
            plan_gap=plan_gap(self, told),
            plan_gap_then=plan_gap(self, told, known=case.as_of),
            backtest=kept_in(Path(case.path)) if case.path else None,
        )

    def digest(self) -> str:
        """Digest of all that a briefing says: its case, estimate, scenarios and backtest, and what was read."""
        return _briefing_key(self)


def run(workspace: Workspace, *, seed: int) -> Results:
    """Read, reconcile and project; stages whose inputs have not changed are taken from disk."""
    results = estimated(workspace, seed=seed)
    results = replace(results, projection=projected(results.workspace, results.estimate, seed=seed))
    tidy(results.workspace.derived, _used(results))
    return results


def estimated(workspace: Workspace, *, seed: int) -> Results:
    """Read and reconcile only; the case has its origins and the policies that governments wrote themselves."""
    readings = read_all(workspace)
    workspace = with_case(workspace, fitted_to(workspace.case, readings))
    workspace = with_case(workspace, _with_declared(workspace.case, readings))
    return Results(workspace, readings, reconciled(workspace, readings, seed=seed), None)


def _with_declared(case: Case, readings: Sequence[Reading]) -> Case:
    """``case`` with what governments did and said as two more policies, where it has policies at all."""
    from headcount.project import levers
    from headcount.project.declared import LEVER, declared
    from headcount.record import record
    from headcount.record.commitments import commitments

    if not case.policies or not case.transitions or LEVER not in levers.known():
        return case
    return replace(case, policies=(*case.policies, *declared(case, commitments(record(readings), readings))))


def plan_gap(results: Results, told: Record, *, known: str | None = None) -> PlanGap | None:
    """For how many of those held nobody has a plan; ``None`` for a case without states in which people are held."""
    from headcount.project.outcomes import states_of
    from headcount.project.plan_gap import plan_gap as reckoned
    from headcount.record.commitments import commitments

    case, estimate = results.workspace.case, results.estimate
    if not set(states_of("held")) & set(case.state.leaves):
        return None
    acts = commitments(told, results.readings)
    return reckoned(estimate, case, acts, seed=estimate.seed, digest=estimate.digest, known=known)


def engines() -> dict[str, str]:
    """Digest of the code and tables that run each stage."""
    return {stage: engine(*packages) for stage, packages in _ENGINES.items()}


def reading_key(document: Document) -> str:
    """Digest of all that the reading of one document depends on; where its file lies is no part of it."""
    return key_of(["read", engine(*_READ), msgspec.json.encode(replace(document, path=None), order="deterministic")])


def read_one(workspace: Workspace, document: Document) -> Reading:
    """The reading of one document."""

    def make() -> Reading:
        from headcount.read import read

        return read(document)

    return replace(kept(workspace.derived, "reading", reading_key(document), Reading, make), document=document)


def read_all(workspace: Workspace) -> tuple[Reading, ...]:
    """The readings of all documents, in their order, and of the tables of the case."""
    return (*(read_one(workspace, document) for document in workspace.documents), *workspace.tables)


def reconciled(workspace: Workspace, readings: Sequence[Reading], *, seed: int) -> Estimate:
    """One estimate from all figures."""
    case = _to_reconcile(workspace.case)
    key = _key("estimate", engine(*_RECONCILE), case, seed, [_figures_of(reading) for reading in readings])

    def make() -> Estimate:
        from headcount.reconcile import reconcile

        with _one_thread():
            return reconcile(readings, case, seed=seed, digest=key)

    return kept(workspace.derived, "estimate", key, Estimate, make)


def projected(workspace: Workspace, estimate: Estimate, *, seed: int) -> Projection | None:
    """The policies of the case from the estimate's draws; ``None`` where the case has no policy."""
    case = _unprinted(workspace.case)
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


def _one_thread() -> AbstractContextManager[object]:
    """Linear algebra on one thread: on several its sums come out in another order, and so would the draws.

    Our matrices are small, so more threads do not help either (measured: up to ten times slower).
    """
    from threadpoolctl import threadpool_limits

    limits: AbstractContextManager[object] = threadpool_limits(limits=1, user_api="blas")
    return limits


def _to_reconcile(case: Case) -> Case:
    """``case`` as reconciling sees it: without what only projecting or printing needs, so that a changed policy
    or title does not run it again, and cannot change what comes out."""
    return replace(_unprinted(case), policies=(), uncertainties=(), horizon_months=1, weights={}, limits={})


def _unprinted(case: Case) -> Case:
    """``case`` without what only a page prints, and without where its folder lies."""
    return replace(case, title="", question="", settings={}, path=None, words={})


def _key(stage: str, engine_digest: str, case: Case, seed: int, inputs: Sequence[bytes]) -> str:
    """Digest of a stage's inputs."""
    return key_of([stage, engine_digest, _encoded(case), str(seed), *inputs])


def _briefing_key(results: Results) -> str:
    case, projection = replace(results.workspace.case, path=None), results.projection
    read = [_encoded((_described(reading), reading.positions)) for reading in results.readings]
    path = results.workspace.case.path
    tested = kept_in(Path(path)) if path else None
    digests = (results.estimate.digest, projection.digest if projection else "", tested.digest if tested else "")
    return key_of([*digests, _encoded(case), *read])


def _figures_of(reading: Reading) -> bytes:
    return _encoded((_described(reading), reading.figures))


def _described(reading: Reading) -> Document:
    """The document of ``reading``, its text standing there as its digest, and wherever its file lies."""
    return replace(reading.document, text="", path=None, remarks=())


def _encoded(value: object) -> bytes:
    return msgspec.json.encode(value, order="deterministic", enc_hook=_sets)


def _sets(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else NotImplemented


def _used(results: Results) -> set[str]:
    """Names of the results on disk that these rest on."""
    used = {name_of("reading", reading_key(document)) for document in results.workspace.documents}
    used.add(name_of("estimate", results.estimate.digest))
    return used | ({name_of("projection", results.projection.digest)} if results.projection else set())
