"""Which tip comes next, so that the wording stays fresh."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tips.model import Tip

_NEVER = datetime.min.replace(tzinfo=UTC)


def choose_tip(
    tips: Sequence[Tip], last_shown: Mapping[str, datetime], now: datetime, seed: str
) -> Tip:
    """Choose the tip that has rested longest; one that was never shown comes before all others.

    It follows that no tip shown in the last seven days comes again while another one has not been
    shown in them. The answer depends on the arguments alone, so that a dry run of a day and the
    day itself agree.

    Args:
        tips: The tips to choose from, in any order; not empty.
        last_shown: When each tip was last shown, by id; aware, in any zone. Others may be in it.
        now: The moment of showing, aware. What was "shown" after it (the clock was set back)
            counts as shown right now.
        seed: What settles a tie, such as the local date; another seed means another order.

    Raises:
        ValueError: There are no tips.
    """
    if not tips:
        message = "there are no tips to choose from"
        raise ValueError(message)
    import hashlib  # noqa: PLC0415 - seven modules that only a nudge needs

    present = now.astimezone(UTC)

    def rested(tip: Tip) -> tuple[datetime, bytes]:
        shown = last_shown.get(tip.id)
        # In UTC, because two times of one zone compare by the wall clock, which repeats an hour
        # in autumn.
        since = _NEVER if shown is None else min(shown.astimezone(UTC), present)
        return since, hashlib.blake2b(f"{seed}\0{tip.id}".encode(), digest_size=8).digest()

    return min(tips, key=rested)
