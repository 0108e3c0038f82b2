"""Estimate and policies in, scenarios and ranks out."""

from headcount.project.projection import project

__all__ = ["project"]
