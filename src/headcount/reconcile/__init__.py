"""Contradictory figures into one estimate of every population, with honest uncertainty."""

from headcount.reconcile.account import ask, changed, fit, reconcile, refit
from headcount.reconcile.discovery import discover

__all__ = ["ask", "changed", "discover", "fit", "reconcile", "refit"]
