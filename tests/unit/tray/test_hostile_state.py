"""What a journal remembers may come from a file that somebody else made: Lull runs all the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from lull_parts import Time, lull, moment, play

from config.kinds import NudgeKind
from journal.repeats import BREAK_KEY
from journal.store import Journal
from journal.trial import STATE_KEY
from tray import messages, remembered

if TYPE_CHECKING:
    from pathlib import Path

KEYS = (
    *("paused_until", "pause_taken_at", "not_today", "absences", BREAK_KEY, STATE_KEY),
    *(f"{begin}{NudgeKind.HYDRATION}" for begin in ("not_tonight.", "later.", "row_begun.")),
)
# Moments that are none once they are told in UTC, among others.
FIRST, LAST = "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"
TRIAL = (
    '[{"habit": "caffeine_after_noon", "first": "changed", "drawn": true, "start": "%s", '
    '"planned_on": "0001-01-01", "off_days": ["9999-12-31"]}]'
)
VALUES = (
    *("", "x", "\0", FIRST, LAST, f"{FIRST} {LAST}", f"{LAST} to_midnight", "2026-03-10"),
    *("2026-03-10T08:00:00", f"{FIRST} 2026-03-10T08:00:00+00:00\n" * 50, "[" * 5000, "1" * 5000),
    *("9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+00:00"),
    *(TRIAL % "9999-12-31", TRIAL % "0001-01-01", TRIAL % "2026-03-10"),
    *("{}", "[]", "[1]", json.dumps([{"habit": "x", "begin": FIRST}]), "NaN", "null"),
)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_whatever_is_remembered_lull_starts_shows_and_pauses(
    tmp_path: Path, key: str, value: str
) -> None:
    async def scene() -> None:
        time = Time("09:00")
        async with lull(tmp_path, time) as run:
            run.journal.set_state(key, value)
        with Journal.open(run.paths.journal, time.clock.now) as journal:
            assert journal.state(key) == value
        async with lull(tmp_path, time) as run:
            await run.until("09:30")
            run.core.clock_moved()
            await run.core.answer(messages.Nudge(NudgeKind.STRESS))
            await run.settle()
            assert run.screen.nudges
            await run.press("not_today")
            await run.core.answer(messages.Status())
            await run.core.answer(messages.Pause("1h"))
            assert remembered.paused_until(run.journal, time.now) == moment("10:30")
            await run.act("resume")
            await run.due(NudgeKind.HYDRATION, at="12:00")

    play(scene())
