"""Policies with other settings than the case gives them: what ``--set flights=40`` means."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace

from headcount.errors import UsageError
from headcount.project import levers
from headcount.values.cases import Policy

Setting = float | str | bool | list[str]
_MAIN = ("per_month", "places")


def chosen(policies: Sequence[Policy], names: Sequence[str]) -> tuple[Policy, ...]:
    """The policies called ``names``, after the first of all, which the others are measured by.

    Raises
    ------
    UsageError
        No policy has that name.
    """
    known = {policy.name: policy for policy in policies}
    for name in names:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=2)
            hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(known)}"
            raise UsageError(f"no policy is called '{name}'; {hint}")
    wanted = {policies[0].name, *names} if names else set(known)
    return tuple(policy for policy in policies if policy.name in wanted)


def adjusted(policies: Sequence[Policy], settings: Mapping[str, str]) -> tuple[Policy, ...]:
    """``policies`` with each setting changed in every policy that pulls its lever.

    Where none pulls it, all do but the first, which the others are measured by.

    Parameters
    ----------
    settings
        ``lever.parameter``, ``parameter``, or ``lever`` for its main number -> the value as written: a number, or codes
        joined by commas.

    Raises
    ------
    UsageError
        No lever has such a parameter, several have, or there is no policy but the first.
    """
    changed = list(policies)
    for name, value in settings.items():
        lever, parameter = _place(name, policies)
        pulling = [k for k, policy in enumerate(changed) if lever in policy.levers] or list(range(1, len(changed)))
        if not pulling:
            raise UsageError(f"--set {name}: '{policies[0].name}' is what others are measured by; name another policy")
        for k in pulling:
            own = dict(changed[k].levers)
            own[lever] = {**own.get(lever, {}), parameter: _value(lever, parameter, value, name)}
            changed[k] = replace(changed[k], levers=own)
    return tuple(changed)


def _place(name: str, policies: Sequence[Policy]) -> tuple[str, str]:
    """Lever and parameter that ``name`` stands for; of several levers the one that a policy pulls."""
    parameters = {lever: [field.name for field in fields(kind)] for lever, kind in levers.known().items()}  # type: ignore[arg-type]
    lever, _, parameter = name.rpartition(".")
    if lever:
        if parameter not in parameters.get(lever, ()):
            known = ", ".join(f"{k}.{p}" for k, own in parameters.items() for p in own)
            raise UsageError(f"--set {name}: there is no such setting; there are {known}")
        return lever, parameter
    if name in parameters:
        return name, _main(name)
    holding = [lever for lever, own in parameters.items() if name in own]
    if not holding:
        every = sorted({p for own in parameters.values() for p in own})
        raise UsageError(f"--set {name}: no lever has such a setting; there are {', '.join(every)}")
    pulled = [lever for lever in holding if any(lever in policy.levers for policy in policies)]
    if len(holding) > 1 and len(pulled) != 1:
        raise UsageError(f"--set {name}: several levers have it; write {' or '.join(f'{k}.{name}' for k in holding)}")
    return (pulled or holding)[0], parameter


def _main(lever: str) -> str:
    """What a lever's name stands for alone: ``flights`` is flights a month."""
    names = [field.name for field in fields(levers.known()[lever])]  # type: ignore[arg-type]
    return next((name for name in _MAIN if name in names), "strength")


def _value(lever: str, parameter: str, value: str, name: str) -> Setting:
    default = next(field.default for field in fields(levers.known()[lever]) if field.name == parameter)  # type: ignore[arg-type]
    if isinstance(default, tuple):
        return [part.strip() for part in value.split(",") if part.strip()]
    if isinstance(default, str):
        return value
    try:
        return float(value)
    except ValueError:
        raise UsageError(f"--set {name}: '{value}' is no number") from None
