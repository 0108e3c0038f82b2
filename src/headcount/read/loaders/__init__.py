"""Loaders: a file a format. Each turns a path into one immutable document."""

from headcount.read.loaders.text import MAX_BYTES, load

__all__ = ["MAX_BYTES", "load"]
