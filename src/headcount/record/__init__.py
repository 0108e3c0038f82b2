"""What governments said and did: positions in, one record by actor out."""

from headcount.record.timelines import record

__all__ = ["record"]
