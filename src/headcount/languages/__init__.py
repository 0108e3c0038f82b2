"""Languages as data: one folder a language, the same file names in each, read once into one frozen value."""

from headcount.languages.pack import Language, available, load

__all__ = ["Language", "available", "load"]
