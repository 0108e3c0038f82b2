"""Levers: one file each, found by the folder; ``camp_security.py`` holds ``CampSecurity``."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from dataclasses import Field, fields
from functools import cache
from importlib import import_module
from typing import Any

from headcount.errors import CaseError
from headcount.project.controls import Lever

Setting = float | str | bool | list[str]


@cache
def known() -> Mapping[str, type[Lever]]:
    """Every lever by its name in ``case.toml``."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name: getattr(import_module(f"{__name__}.{name}"), _class_name(name)) for name in names}


def _class_name(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))


def pull(name: str, settings: Mapping[str, Setting]) -> Lever:
    """The lever ``name`` with the parameters that a policy gives it.

    Raises
    ------
    CaseError
        No lever or parameter has that name, or a value has the wrong kind or is out of bounds.
    """
    if name not in known():
        raise CaseError(f"no lever is called '{name}'; known: {', '.join(known())}")
    lever = known()[name]
    parameters = {parameter.name: parameter for parameter in fields(lever)}  # type: ignore[arg-type]
    for key in settings:
        if key not in parameters:
            raise CaseError(f"lever '{name}' has no parameter '{key}'; it has {', '.join(parameters)}")
    return lever(**{key: _value(name, parameters[key], value) for key, value in settings.items()})


def _value(lever: str, parameter: Field[Any], value: Setting) -> Any:
    where = f"lever '{lever}', {parameter.name}: {value!r}"
    if isinstance(parameter.default, tuple):
        if not isinstance(value, list):
            raise CaseError(f"{where} is no list; it is the {parameter.metadata['meaning']}")
        return tuple(value)
    if isinstance(parameter.default, str):
        if not isinstance(value, str):
            raise CaseError(f"{where} is no word; it is the {parameter.metadata['meaning']}")
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise CaseError(f"{where} is no number; it is the {parameter.metadata['meaning']}")
    low, high = parameter.metadata["low"], parameter.metadata["high"]
    if not low <= value <= high:
        raise CaseError(f"{where} is outside {low:g} to {high:g}; it is the {parameter.metadata['meaning']}")
    if isinstance(parameter.default, int):
        if value != int(value):
            raise CaseError(f"{where} is no whole number; it is the {parameter.metadata['meaning']}")
        return int(value)
    return float(value)
