"""What becomes of a check-in that a window saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lull_parts import Time, lull, play

from config.kinds import NudgeKind
from config.settings import parse
from journal.check_in import Drinks, Habit, save
from journal.entries import new_id
from tray.due import Due
from tray.holds import holding
from tray.situation import situation

if TYPE_CHECKING:
    from pathlib import Path


def test_a_saved_check_in_is_told_as_one_and_taken_back_as_one(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("20:05")) as run:
            answers = {Habit.SLEEP: 7.0, Habit.WATER: 2.0, Habit.ALCOHOL: 0.0}
            made = Drinks.of(run.desk.drinks, "coffee")
            save(run.journal, answers, made, run.desk.clock.local(run.time.now), new_id())
            run.core.windows.heard("check_in", "saved")
            await run.settle()
            assert run.menu.undo == "check-in at 20:05"
            assert run.today()["checked_in"] == ["alcohol", "sleep", "water"]
            # Filled in, it asks no more this evening.
            toml = "[nudges.check_in]\non = true"
            held = holding(
                Due(NudgeKind.CHECK_IN, run.time.now),
                situation(run.journal, run.desk.clock, parse(toml)),
            )
            assert [hold.text for hold in held] == ["already done at 20:05"]
            await run.act("undo")
            assert run.screen.reply.body == "Check-in, 3 answers."
            assert (run.today()["sleep_hours"], run.today()["water_ml"]) == (None, 0)

    play(scene())


def test_what_the_check_in_added_has_no_time_of_its_own_and_says_nothing_of_bedtime(
    tmp_path: Path,
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("20:05")) as run:
            made = Drinks.of(run.desk.drinks, "filter_coffee")
            now = run.desk.clock.local(run.time.now)
            save(run.journal, {Habit.CAFFEINE: 2.0}, made, now, new_id())
            await run.core.review()
            assert run.menu.today[0] == "Caffeine: about 280 mg"
            save(run.journal, {Habit.CAFFEINE: 3.0}, made, now, new_id())
            await run.core.review()
            assert run.menu.today[0] == "Caffeine: about 420 mg (guide: up to 400 mg a day)"

    play(scene())
