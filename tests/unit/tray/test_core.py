"""What the core tells of settings and the tray, and what the control socket answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lull_parts import Screen, Time, lull, play

from config.errors import SettingsError
from config.settings import parse
from journal.entries import new_id
from tray import messages, remembered
from tray.notify.base import Closed

if TYPE_CHECKING:
    from pathlib import Path


# -- settings and the tray


def test_settings_that_are_not_valid_are_told_and_the_old_ones_stay(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            run.core.refuse_settings(SettingsError("Settings are not valid", "limits.gap: no such"))
            await run.settle()
            assert run.screen.reply.title == "The settings were not changed"
            assert run.screen.reply.body == "Settings are not valid: limits.gap: no such"
            status = await run.core.answer(messages.Status())
            assert status["settings_error"] == "limits.gap: no such"
            await run.act("why")
            assert run.screen.reply.body.endswith("Settings: limits.gap: no such.")

            run.core.use(parse("[nudges.hydration]\non = false"))
            await run.settle()
            assert (await run.core.answer(messages.Status()))["settings_error"] is None
            assert run.menu.status == "Next: caffeine cut-off at 14:30"

    play(scene())


def test_what_is_wrong_in_the_profile_is_told_without_a_condition_that_others_may_read(
    tmp_path: Path,
) -> None:
    with pytest.raises(SettingsError) as wrong:
        parse('profile.conditions = ["migraine"]')
    assert "'migraine'; known: " in wrong.value.detail

    async def scene() -> None:
        async with lull(tmp_path, Time("10:00")) as run:
            run.core.refuse_settings(wrong.value)
            await run.settle()
            assert run.screen.reply.body == "Settings are not valid: profile.conditions[0]"
            run.core.act("why")
            await run.settle()
            assert run.screen.reply.body.endswith("Settings: profile.conditions[0].")

    play(scene())


def test_that_there_is_no_tray_is_told_once_and_never_again(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time()
        screen = Screen()
        screen.refusal = "no notification daemon runs"
        async with lull(tmp_path, time, screen) as run:
            run.core.tell_no_tray("The desktop has no place for tray icons.")
            await run.settle()
            # Nobody saw it, so it is not told yet.
            assert not remembered.was_told(run.journal, "no_tray")
            screen.refusal = ""
            for _ in range(2):
                run.core.tell_no_tray("The desktop has no place for tray icons.")
                await run.settle()
            assert screen.titles("reply") == ["Lull runs without an icon"]
        async with lull(tmp_path, time, screen) as run:
            run.core.tell_no_tray("The desktop has no place for tray icons.")
            await run.settle()
        assert screen.titles("reply") == ["Lull runs without an icon"]

    play(scene())


# -- the control socket


def test_the_status_has_the_fields_that_were_promised(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            run.core.use_host("xembed", lambda: "the panel draws it")
            await run.act("pause 1h")
            status = await run.core.answer(messages.Status())
            assert status == {
                "running": True,
                "icon": "xembed",
                "icon_reason": "the panel draws it",
                "paused_until": "2026-03-10T10:00:00+01:00",
                "next": {"kind": "hydration", "at": "2026-03-10T10:00:00+01:00"},
                "holds": [
                    {
                        "reason": "paused",
                        "text": "paused until 10:00",
                        "until": "2026-03-10T10:00:00+01:00",
                    }
                ],
                "text": "Quiet: paused until 10:00",
                "settings_error": None,
                "trial": None,
            }

    play(scene())


def test_a_request_to_log_or_undo_is_answered_and_shows_in_the_menu(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            entry_id = new_id()
            result = await run.core.answer(messages.Log(["water", "330"], entry_id))
            assert (result["id"], result["text"]) == (entry_id, "Water noted, 330 ml.")
            assert run.menu.today[1] == "Water and other drinks: 330 ml"
            # The one who asked reads the answer; a notification beside it would be noise.
            assert run.screen.notes == []
            await run.core.answer(messages.Log(["water", "330"], entry_id))
            assert run.today()["water_ml"] == 330
            result = await run.core.answer(messages.Undo())
            assert result["text"] == "Taken back: Water, 330 ml."
            assert run.menu.today[1] == "Water and other drinks: none yet"

    play(scene())


def test_a_second_start_is_greeted(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            assert await run.core.answer(messages.Hello()) == {}
            await run.settle()
            assert run.screen.reply.title == "Lull is running"
            assert run.screen.reply.body == "Next: a glass of water at 10:00"

    play(scene())


def test_a_reply_that_is_closed_changes_nothing(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.act("log tea")
            await run.close_note(Closed.DISMISSED, "reply")
            assert run.today()["caffeine_mg"] == 75

    play(scene())
