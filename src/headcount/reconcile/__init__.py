"""Contradictory figures into one estimate of every population, with honest uncertainty."""

from headcount.reconcile.account import ask, fit, reconcile
from headcount.reconcile.discovery import discover

__all__ = ["ask", "discover", "fit", "reconcile"]
