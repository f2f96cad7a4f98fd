"""A nudge that stands: what takes it away, and what cannot answer it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lull_parts import EVERYTHING, Time, lull, play

from config.errors import JournalError
from config.kinds import NudgeKind
from config.settings import parse
from tray import menu, messages
from tray.icon.state import IconState

if TYPE_CHECKING:
    from pathlib import Path

    from lull_parts import Lull

SHORT_GAP = "[limits]\ngap_minutes = 5\n"


async def _change(run: Lull, what: str) -> None:
    if what.startswith("["):
        run.core.use(parse(what))
        await run.settle()
    else:
        await run.act(what)


CHANGES = [
    "[profile]\nlimit_fluids = true",
    "[nudges.hydration]\non = false",
    "log water",
    "pause 30m",
]


@pytest.mark.parametrize("what", CHANGES)
def test_what_has_lost_its_reason_is_taken_away(tmp_path: Path, what: str) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.due(NudgeKind.HYDRATION, at="10:00")
            assert run.icon == IconState.DUE
            await _change(run, what)
            assert run.outcomes() == [("hydration", "withdrawn")]
            assert "nudge" not in run.screen.standing
            assert run.menu.answers == ()
            paused = what.startswith("pause")
            assert run.icon == (IconState.PAUSED if paused else IconState.RESTING)

    play(scene())


@pytest.mark.parametrize("what", [what for what in CHANGES if "limit_fluids" not in what])
def test_what_was_asked_for_stays(tmp_path: Path, what: str) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.core.answer(messages.Nudge(NudgeKind.HYDRATION))
            await _change(run, what)
            assert run.outcomes() == [("hydration", "shown")]
            paused = what.startswith("pause")
            assert run.icon == (IconState.PAUSED if paused else IconState.DUE)

    play(scene())


def test_water_goes_with_a_limit_of_fluids_whoever_asked_for_it(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.core.answer(messages.Nudge(NudgeKind.HYDRATION))
            await _change(run, "[profile]\nlimit_fluids = true")
            assert run.outcomes() == [("hydration", "withdrawn")]

    play(scene())


def test_a_menu_that_was_open_before_does_not_answer_the_next_nudge(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time(), toml=SHORT_GAP) as run:
            await run.due(NudgeKind.STRESS, at="14:00")
            old = menu.rows(run.menu)[1].children[1].action
            assert old.startswith("answer later ")
            await run.due(NudgeKind.CAFFEINE, at="14:30")
            await run.act(old)
            assert run.outcomes()[-1] == ("caffeine", "shown")
            await run.act(menu.rows(run.menu)[1].children[0].action)
            assert run.outcomes()[-1] == ("caffeine", "answered")

    play(scene())


def test_a_menu_that_was_open_before_does_not_undo_the_next_entry(tmp_path: Path) -> None:
    def undo(run: Lull) -> str:
        rows = next(row for row in menu.rows(run.menu) if row.label == "Log").children
        return rows[-1].action

    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.act("log coffee")
            old = undo(run)
            await run.act("log water")
            await run.act(old)
            assert [entry.item for entry in run.journal.entries(*EVERYTHING)] == ["water"]
            await run.act(undo(run))
            assert run.journal.entries(*EVERYTHING) == ()

    play(scene())


def test_a_glass_that_is_logged_is_not_denied_when_the_day_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise JournalError("The journal cannot be read", "busy")

    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.due(NudgeKind.HYDRATION, at="10:00")
            with monkeypatch.context() as patch:
                patch.setattr(run.desk.__class__, "today", lambda _: broken())
                await run.press("had_glass")
            assert run.outcomes() == [("hydration", "answered")]
            assert run.screen.titles("reply") == ["Water noted, 250 ml"]
            assert len(run.journal.entries(*EVERYTHING)) == 1

    play(scene())
