"""A case opened from its folder, its stages run and kept fresh by digest, and every number explained.

Scripts and notebooks take the four stages from here::

    from headcount.case import read, reconcile, project, publish
"""

from __future__ import annotations

from headcount.case.api import Account, Page, Readings, Scenarios, project, publish, read, reconcile
from headcount.case.frames import Table

__all__ = ["Account", "Page", "Readings", "Scenarios", "Table", "project", "publish", "read", "reconcile"]
