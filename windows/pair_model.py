"""What `windows.pair_picture` shows, from the facts that a command printed. No Qt in here."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, Final

from config.language import N_, tr
from config.local_format import capital

if TYPE_CHECKING:
    from collections.abc import Mapping

LEGEND: Final = N_(
    "The full length of a bar is all days of its kind. The line between two ends below the upper "
    "bar shows where it may truly end, seen from the lower one."
)


@dataclasses.dataclass(frozen=True, slots=True)
class Pair:
    """Two shares of days.

    Attributes:
        first_label: What stands above the first bar.
        first: Its share, 0 to 1.
        second_label: What stands above the second bar.
        second: Its share, 0 to 1.
        low: Where the first may begin to lie, going by the second and the interval of the gap.
        high: Where it may end to lie.
    """

    first_label: str
    first: float
    second_label: str
    second: float
    low: float
    high: float

    @property
    def told(self) -> str:
        """The picture in words."""
        return tr("{first}. {second}.", first=self.first_label, second=self.second_label)


def pair_of(
    first_label: str,
    first: Mapping[str, int],
    second_label: str,
    second: Mapping[str, int],
    difference: Mapping[str, float],
) -> Pair:
    """A picture of two counts, as `journal.pattern_words.count_facts` gives them.

    Args:
        first_label: What the first days are.
        first: How many there are, and on how many a twitch was logged.
        second_label: What the second days are.
        second: Likewise.
        difference: ``low`` and ``high`` of first minus second.
    """
    one, other = _share(first), _share(second)
    low, high = (min(1.0, max(0.0, other + difference[end])) for end in ("low", "high"))
    return Pair(_label(first_label, first), one, _label(second_label, second), other, low, high)


def _share(count: Mapping[str, int]) -> float:
    return count["twitch_days"] / count["days"]


def _label(what: str, count: Mapping[str, Any]) -> str:
    # Translators: {what} is a kind of day, {n} the days of it with a twitch, {all} all of them.
    return tr("{what}: {n} of {all}", what=capital(what), n=count["twitch_days"], all=count["days"])
