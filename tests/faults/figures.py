"""One row of the table: a fault, how often it was tried, and what became of what was confirmed."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

HEADINGS = ("fault", "tried", "survived", "confirmed", "lost", "twice")


@dataclasses.dataclass(slots=True)
class Row:
    """What came of one kind of fault.

    Attributes:
        fault: Its name.
        tried: How often it was done.
        survived: How often Lull went on as it should, or started again, with a sound journal.
        confirmed: Entries that were said to be kept.
        lost: Of those, how many are not in the journal.
        twice: Of those, how many are there more than once.
        remarks: What else there is to tell, a line each.
    """

    fault: str
    tried: int = 0
    survived: int = 0
    confirmed: int = 0
    lost: int = 0
    twice: int = 0
    remarks: list[str] = dataclasses.field(default_factory=list)

    def count(self, confirmed: Iterable[str], kept: list[str]) -> None:
        """Compare the ids of what was confirmed with those that are in the journal."""
        ids = set(confirmed)
        self.confirmed += len(ids)
        self.lost += len(ids - set(kept))
        self.twice += len(kept) - len(set(kept))

    @property
    def good(self) -> bool:
        """Whether nothing went wrong."""
        return self.survived == self.tried and not self.lost and not self.twice

    def line(self) -> str:
        """The row as it is printed."""
        figures = (self.tried, self.survived, self.confirmed, self.lost, self.twice)
        return f"{self.fault:<44}" + "".join(f"{figure:>11,}" for figure in figures)


def table(rows: Iterable[Row]) -> str:
    """The whole table."""
    first, *others = HEADINGS
    lines = [f"{first:<44}" + "".join(f"{name:>11}" for name in others)]
    for row in rows:
        lines += [row.line(), *(f"  {remark}" for remark in row.remarks)]
    return "\n".join(lines)
