"""A clock that stood years ahead or behind for a while leaves nothing behind that silences Lull."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from lull_parts import Desktop, Lull, Time, lull, moment, play

from config.kinds import NudgeKind
from tray import easing
from tray.notify.base import Closed

if TYPE_CHECKING:
    from pathlib import Path

YEAR = dt.timedelta(days=365)
ROOMY = "[limits]\nnudges_per_day = 24\ngap_minutes = 60\n"


async def show(run: Lull, kind: NudgeKind, at: dt.datetime) -> int:
    """Let a kind fall due at a moment; how many have shown by then."""
    run.time.now = at
    await run.due(kind)
    return len(run.screen.nudges)


def test_the_gap_is_kept_after_a_clock_that_stood_years_ahead(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("09:00"), toml=ROOMY) as run:
            assert await show(run, NudgeKind.STRESS, moment("12:00") + 3 * YEAR) == 1
            run.time.set("12:10")
            run.core.clock_moved()
            assert await show(run, NudgeKind.STRESS, moment("12:20")) == 2
            # The showing of the day counts, although another was noted for years ahead.
            assert await show(run, NudgeKind.MOVEMENT, moment("12:30")) == 2
            assert run.holds()[-1] == ("movement", "too_soon")
            await run.until("13:20")
            assert len(run.screen.nudges) == 3

    play(scene())


def test_easing_goes_on_after_a_clock_that_stood_years_ahead(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("09:00"), toml=ROOMY) as run:
            for day in range(3):
                await show(run, NudgeKind.STRESS, moment(f"+{day} 16:00"))
                await run.close_note(Closed.DISMISSED)
            await show(run, NudgeKind.STRESS, moment("+2 18:00") + 3 * YEAR)
            run.time.set("+2 19:00")
            assert easing.eased(run.journal, run.time.now) == {NudgeKind.STRESS: moment("+2 16:00")}
            assert await show(run, NudgeKind.STRESS, moment("+3 16:00")) == 4
            assert run.holds()[-1] == ("stress", "eased")

    play(scene())


@pytest.mark.parametrize("odd", ["1970-01-01 00:00:10", "2001-09-09 01:46:40", "2199-12-31 23:59"])
def test_a_clock_that_stands_somewhere_else_for_a_while_changes_nothing_for_good(
    tmp_path: Path, odd: str
) -> None:
    async def scene() -> None:
        desktop = Desktop(Time())
        time = desktop.time
        desktop.locked = desktop.do_not_disturb = desktop.full_screen = False
        async with lull(tmp_path, time, toml=ROOMY, desktop=desktop) as run:
            assert await show(run, NudgeKind.STRESS, moment("09:00")) == 1
            before = run.lookout.attendance.absences()
            time.now = dt.datetime.fromisoformat(odd).replace(tzinfo=dt.UTC)
            run.core.clock_moved()
            await run.core.review()
            await run.settle()
            # Whatever the menu says there, it says something.
            assert run.menu.status
            assert run.wake is not None
            time.set("09:10")
            run.core.clock_moved()
            await run.core.review()
            await run.settle()
            assert run.lookout.attendance.absences() == before
            assert await show(run, NudgeKind.MOVEMENT, moment("09:30")) == 1
            assert await show(run, NudgeKind.MOVEMENT, moment("10:00")) == 2

    play(scene())
