"""Another language while Lull runs: chosen in the settings, or wanted by one command."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from lull_parts import Lull, Time, lull, moment, play

from config import language
from config.errors import DesktopError, SettingsError
from config.kinds import NudgeKind, Window
from config.paths import resolve
from config.settings import parse
from tips.catalog import TipsWhenDue
from tips.drinks import load_drinks
from tray import app, core, menu, messages, remembered
from tray.icon.state import IconState

if TYPE_CHECKING:
    from pathlib import Path

ENTRY = "0" * 32


async def choose(run: Lull, toml: str) -> None:
    run.core.use(parse(toml))
    await run.settle()


def test_the_menu_and_replies_follow_the_setting_without_a_restart(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("09:30")) as run:
            assert run.menu.status.startswith("Next: ")
            await choose(run, 'language = "de"')
            assert run.menu.status.startswith("Als Nächstes: ")
            assert menu.rows(run.menu)[3].label == "Ein Zucken notieren…"
            await run.act("log coffee")
            assert run.screen.reply.title == "Kaffee notiert, etwa 100 mg Koffein"
            assert run.menu.undo == "Kaffee um 09:30"
            await choose(run, 'language = "ar"')
            await choose(run, "")
            assert run.menu.status.startswith("Next: ")
            assert run.menu.undo == "coffee at 09:30"

    play(scene())


def test_a_nudge_that_waits_for_an_answer_is_told_anew_in_the_menu_alone(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("14:30")) as run:
            await run.due(NudgeKind.STRESS)
            [shown] = run.screen.nudges
            run.core.nudger._catalog = TipsWhenDue()
            before, screens = run.menu, len(run.screen.notes)
            await choose(run, 'language = "de"')
            assert run.core.nudger.open is not None
            assert run.menu.answer_title == language.tr(shown.title) != shown.title
            assert run.menu.answer_token == before.answer_token
            assert "Später" in [label for _, label in run.menu.answers]
            assert len(run.screen.notes) == screens

    play(scene())


def test_what_is_held_is_told_in_the_new_language(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("09:30")) as run:
            remembered.set_pause(run.journal, moment("12:00"))
            await run.due(NudgeKind.STRESS)
            await choose(run, 'language = "de"')
            status = await run.core.answer(messages.Status())
            assert {hold["text"] for hold in status["holds"]} == {"Pause bis 12:00"}
            status = await run.core.answer(messages.Status(language="nl"))
            assert {hold["text"] for hold in status["holds"]} == {"gepauzeerd tot 12:00"}

    play(scene())


def test_other_settings_leave_the_language_and_the_variable_goes_before_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(language.VARIABLE, "nl")
    language.begin(str)

    async def scene() -> None:
        async with lull(tmp_path, Time("09:30")) as run:
            drinks = run.desk.drinks
            await choose(run, 'language = "de"')
            assert run.menu.status.startswith("Hierna: ")
            assert run.desk.drinks is drinks

    play(scene())


def test_a_command_is_answered_in_its_language_and_all_else_goes_on_in_lulls(
    tmp_path: Path,
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("09:30")) as run:
            ask = run.core.answer
            status = await ask(messages.Status(language="de"))
            assert status["text"].startswith("Als Nächstes: ")
            logged = await ask(messages.Log(["coffee"], ENTRY, language="de"))
            assert logged["text"] == "Kaffee notiert, etwa 100 mg Koffein."
            paused = await ask(messages.Pause("tomorrow", language="fr"))
            assert paused["text"].startswith("Calme")
            assert paused["text"].endswith(" minuit")
            assert run.menu.status == "Quiet: paused until midnight"
            assert run.menu.undo == "coffee at 09:30"
            assert (await ask(messages.Resume()))["text"].startswith("Next: ")

    play(scene())


def test_who_asks_from_another_locale_is_answered_in_its_language(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("09:30")) as run:
            ask = run.core.answer
            status = await ask(messages.Status(locale="de"))
            assert status["text"].startswith("Als Nächstes: ")
            logged = await ask(messages.Log(["coffee"], ENTRY, locale="de"))
            assert logged["text"] == "Kaffee notiert, etwa 100 mg Koffein."
            with pytest.raises(DesktopError, match=r"kann nicht geöffnet werden: Hier"):
                await ask(messages.Open(Window.LOG, locale="de"))
            run.core.use_host("none", lambda: language.tr("it looks for a panel"))
            run.core.settings_error = SettingsError("Not valid", "of before")
            run.paths.settings.write_text("day.bedtime = 7")
            told = await ask(messages.Status(language="fr", locale="de"))
            assert told["text"].startswith("À venir")
            assert told["icon_reason"].startswith("recherche")
            assert told["settings_error"].startswith("day.bedtime\N{NO-BREAK SPACE}: ")
            # The settings are those of whoever asks, too.
            await choose(run, 'language = "nl"')
            assert (await ask(messages.Status(locale="de")))["text"].startswith("Hierna: ")
            assert (await ask(messages.Status()))["text"].startswith("Hierna: ")

    play(scene())


def test_who_asks_in_the_language_that_is_spoken_has_nothing_read_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    monkeypatch.setattr(core, "load_drinks", lambda: read.append("drinks") or load_drinks())

    async def scene() -> None:
        async with lull(tmp_path, Time("09:30")) as run:
            await run.core.answer(messages.Log(["coffee"], "1" * 32, locale="en"))
            assert read == []
            await run.core.answer(messages.Log(["coffee"], "2" * 32, locale="de"))
            assert read == ["drinks"]

    play(scene())


def test_a_window_that_a_command_opens_is_told_its_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            opened: list[tuple[str, str, str]] = []
            monkeypatch.setenv("DISPLAY", ":1")
            painted = asyncio.get_running_loop().create_future()
            painted.set_result(None)

            def open_(*what: str) -> asyncio.Future[None]:
                opened.append((what[0], what[1], what[2]))
                return painted

            monkeypatch.setattr(run.core.windows._door, "open", open_)
            await run.core.answer(messages.Open(Window.SETTINGS, "token", language="de"))
            await run.core.answer(messages.Open(Window.SETTINGS))
            await run.core.answer(messages.Hello(language="fr"))
            await run.settle()
            assert opened == [("settings", "token", "de"), ("settings", "", ""), ("log", "", "fr")]

    play(scene())


def test_the_same_state_is_shown_again_in_another_language(tmp_path: Path) -> None:
    resident = app.Resident(resolve(str(tmp_path), {}))
    try:
        state = menu.MenuState(status="12:00")
        resident._show(state, IconState.RESTING)
        assert resident._rows[3].label == "Log a twitch…"
        language.begin(lambda: "de")
        resident._show(state, IconState.RESTING)
        assert resident._rows[3].label == "Ein Zucken notieren…"
    finally:
        resident._lock.release()
