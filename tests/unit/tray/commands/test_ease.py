"""``lull ease``: which kinds come half as often, and how that is taken back."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from config.kinds import NudgeKind
from journal.records import NudgeRecord, Outcome
from journal.store import Journal

if TYPE_CHECKING:
    from command_line import Commands


def test_ease_takes_a_kind_back(lull: Commands) -> None:
    with Journal.open(lull.paths.journal) as journal:
        for days in (3, 2, 1):
            at = datetime.now(UTC) - timedelta(days=days)
            record = NudgeRecord(
                f"{days:032x}",
                *(NudgeKind.STRESS, "tip", at, at, "freedesktop", Outcome.DISMISSED, at, ""),
                asked_for=False,
            )
            journal.put_nudge(record)
    assert json.loads(lull.text("ease", "--json"))["eased"] == ["stress"]
    assert lull.text("ease") == "Half as often for now: stress.\n"
    assert lull.text("ease", "--undo", "stress") == "No kind comes less often.\n"
    assert lull.text("ease") == "No kind comes less often.\n"
