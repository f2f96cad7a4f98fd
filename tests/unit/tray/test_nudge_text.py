"""What a nudge says beyond its tip, and that nothing of it scolds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lull_parts import Time, catalog, lull, play

from config.kinds import NudgeKind
from tips.blocklist import CLAIMS, UNSAFE, broken_rules
from tips.catalog import TITLE_CHARACTERS
from tips.nudge_words import SYMPTOMS, TONE
from tips.wording import wording_problem
from tray import nudge_text

if TYPE_CHECKING:
    from pathlib import Path

RULES = (*UNSAFE, *CLAIMS, *SYMPTOMS, *TONE)


def test_the_cut_off_says_about_how_much_is_left_at_bedtime(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("09:00")) as run:
            await run.act("log coffee")
            await run.due(NudgeKind.CAFFEINE, at="14:30")
            # 100 mg at 09:00, 13.5 h before 22:30: 94.977 * 2^(-12.75/5) = 16.2.
            (note,) = run.screen.nudges
            tip = catalog().tip(run.records()[0].tip)
            assert tip is not None
            assert note.body == (
                f"{tip.text} Of what you logged, about 16 mg may be left at bedtime."
            )
            assert (note.title, len(note.title) <= TITLE_CHARACTERS) == (tip.title, True)

    play(scene())


def test_the_cut_off_says_nothing_of_figures_where_nothing_was_logged(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("09:00")) as run:
            await run.act("log water")
            await run.due(NudgeKind.CAFFEINE, at="14:30")
            tip = catalog().tip(run.records()[0].tip)
            assert tip is not None
            assert run.screen.nudges[0].body == tip.text

    play(scene())


def test_no_other_nudge_speaks_of_caffeine_that_was_logged(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("09:00")) as run:
            await run.act("log coffee")
            await run.due(NudgeKind.STRESS, at="16:00")
            tip = catalog().tip(run.records()[0].tip)
            assert tip is not None
            assert run.screen.nudges[0].body == tip.text

    play(scene())


@pytest.mark.parametrize("left", [1, 16, 60])
def test_what_is_left_at_bedtime_is_said_plainly_and_blames_nobody(left: int) -> None:
    assert not wording_problem(nudge_text.at_bedtime(left), RULES, 6.0)


@pytest.mark.parametrize("toml", ["", 'profile.pregnant = "yes"'])
@pytest.mark.parametrize("drink", ["coffee", "energy_shot", "filter_coffee 5"])
def test_caffeine_that_is_logged_after_the_cut_off_is_not_scolded(
    tmp_path: Path, toml: str, drink: str
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("14:00"), toml=toml) as run:
            await run.due(NudgeKind.CAFFEINE, at="14:30")
            await run.press("had_one")
            run.time.set("21:00")
            await run.act(f"log {drink}")
            await run.act("today")
            for note in run.screen.notes:
                if note.slot == "reply":
                    for words in (note.title, note.body):
                        assert not broken_rules(words, RULES)
            assert run.screen.standing.keys() == {"reply"}

    play(scene())


def test_today_names_the_guide_where_more_was_logged(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("08:00")) as run:
            await run.act("log filter_coffee 3")
            assert run.menu.today[0].endswith(" (guide: up to 400 mg a day)")
            await run.act("undo")
            await run.act("log filter_coffee 2")
            assert run.menu.today[0].endswith(" (guide: up to 200 mg at one go)")
            await run.act("undo")
            await run.act("log filter_coffee")
            assert "guide" not in run.menu.today[0]

    play(scene())
