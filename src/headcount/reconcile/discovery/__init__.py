"""Truth discovery: many separate numbers, several claims of each, and sources that are learned about across them."""

from headcount.reconcile.discovery.truths import discover

__all__ = ["discover"]
