"""Book-keeping of people: the cells they are counted in, the sums over them, and what must always hold."""

from headcount.ledger.axes import Axis
from headcount.ledger.cells import Cells

__all__ = ["Axis", "Cells"]
