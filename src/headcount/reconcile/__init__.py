"""Contradictory figures into one estimate of every population, with honest uncertainty."""

from headcount.reconcile.account import reconcile

__all__ = ["reconcile"]
