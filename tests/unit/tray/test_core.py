"""The core: what the menu's rows do, what is said back, and what the control socket answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from lull_parts import EVERYTHING, Lull, Screen, Time, lull, moment, play

from config.errors import DesktopError, InputError, SettingsError
from config.kinds import NudgeKind
from config.settings import parse
from journal.entries import new_id
from tips.blocklist import broken_rules
from tips.nudge_words import SYMPTOMS
from tray import menu, messages, opener, remembered
from tray.icon.state import IconState
from tray.notify.base import Closed

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What was opened in other programs."""
    found: list[Any] = []

    async def keep(what: object) -> None:
        found.append(what)

    monkeypatch.setattr(opener, "open_file", keep)
    monkeypatch.setattr(opener, "open_terminal", keep)
    return found


# -- logging


def test_a_row_logs_and_says_what_the_day_is_now(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("09:30")) as run:
            await run.act("log coffee")
            [entry] = run.journal.entries(*EVERYTHING)
            assert (entry.item, entry.source, entry.at) == ("coffee", "menu", moment("09:30"))
            reply = run.screen.reply
            assert reply.title == "Coffee noted, about 100 mg of caffeine"
            assert reply.body == "Today: about 100 mg of caffeine, about 17 mg left at bedtime."
            assert [button.label for button in reply.buttons] == ["Undo"]
            assert run.menu.today == (
                "Caffeine: about 100 mg, about 17 mg left at bedtime",
                "Water and other drinks: 250 ml",
                "Sleep: not noted",
            )
            assert run.menu.undo == "coffee at 09:30"

    play(scene())


@pytest.mark.parametrize(
    ("actions", "title", "body"),
    [
        (["log water"], "Water noted, 250 ml", "Today: 250 ml of water and other drinks."),
        (["log tea", "log water"], None, "Today: 500 ml of water and other drinks."),
        (["log sleep 6.5"], "Sleep noted, 6.5 hours", ""),
        (["log sleep 6.5", "log sleep 1"], "Sleep noted, 1 hour", "Today: 7.5 hours of sleep."),
        (["log stress 7"], "Stress noted, 7 of 10", ""),
        (["log exercise 30"], "Exercise noted, 30 minutes", ""),
        (["log exercise 30", "log exercise 10"], None, "Today: 40 minutes of exercise."),
        (["log alcohol"], "Alcohol noted, 1 unit", ""),
        (["log alcohol", "log alcohol"], None, "Today: 2 units of alcohol."),
        (
            ["log coffee", "log tea"],
            None,
            "Today: about 175 mg of caffeine, about 30 mg left at bedtime.",
        ),
    ],
)
def test_the_reply_tells_the_figure_that_changed_and_no_other(
    tmp_path: Path, actions: list[str], title: str | None, body: str
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("09:30")) as run:
            for action in actions:
                await run.act(action)
            assert run.screen.reply.body == body
            assert title in (None, run.screen.reply.title)
            assert not run.screen.reply.title.endswith(".")

    play(scene())


def test_undo_in_the_reply_takes_back_its_own_entry(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.act("log coffee")
            run.desk.log(["tea"], "command")
            await run.press("undo", "reply")
            assert [entry.item for entry in run.journal.entries(*EVERYTHING)] == ["tea"]
            assert run.screen.reply.title == "Taken back"
            assert run.screen.reply.body == "Coffee, about 100 mg of caffeine."
            assert run.menu.undo == "tea at 09:00"

    play(scene())


def test_undo_of_what_was_taken_back_before_says_so_and_takes_nothing_else(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.act("log tea")
            await run.act("log coffee")
            reply = run.screen.reply
            await run.act("undo")
            run.core._on_answer(reply, "undo")
            await run.settle()
            assert run.screen.reply.title == "Taken back before"
            assert [entry.item for entry in run.journal.entries(*EVERYTHING)] == ["tea"]

    play(scene())


def test_undo_twice_in_the_menu_takes_back_two_and_then_says_that_there_is_nothing(
    tmp_path: Path,
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.act("log tea")
            await run.act("log sleep 7")
            assert run.menu.undo == "sleep at 09:00"
            await run.act("undo")
            assert run.screen.reply.body == "Sleep, 7 hours."
            await run.act("undo")
            assert run.menu.undo == ""
            await run.act("undo")
            assert run.screen.reply.title == "Nothing to undo"

    play(scene())


def test_a_row_that_makes_no_sense_is_told_and_changes_nothing(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            for action in ("log petrol", "pause whenever", "nonsense", "log"):
                await run.act(action)
                assert run.screen.reply.title in {
                    "Nothing of that name",
                    "Not a pause",
                    "No such page",
                }
            assert run.journal.entries(*EVERYTHING) == ()
            assert run.menu.pause == ""

    play(scene())


# -- pause


@pytest.mark.parametrize(
    ("choice", "text"),
    [
        ("30m", "09:30"),
        ("1h", "10:00"),
        ("2h", "11:00"),
        ("tomorrow", "tomorrow at 00:00"),
        ("week", "Tuesday 17 March at 00:00"),
    ],
)
def test_a_pause_is_marked_told_and_ended(tmp_path: Path, choice: str, text: str) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.act(f"pause {choice}")
            assert run.menu.status == f"Quiet: paused until {text}"
            assert run.menu.pause == choice
            assert run.icon == IconState.PAUSED
            await run.act("resume")
            assert run.menu.pause == ""
            assert run.icon == IconState.RESTING
            assert run.menu.status.startswith("Next: ")

    play(scene())


def test_every_choice_of_the_pause_menu_works(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            for choice, _ in menu.PAUSES:
                await run.act(f"pause {choice}")
                assert run.menu.pause == choice

    play(scene())


def test_the_mark_stays_while_others_ask_and_goes_with_another_pause(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.act("pause 1h")
            await run.core.answer(messages.Today())
            await run.core.answer(messages.Log(["tea"], new_id()))
            with pytest.raises(InputError):
                await run.core.answer(messages.Pause("whenever"))
            await run.core.review()
            assert run.menu.pause == "1h"
            await run.core.answer(messages.Pause("3h"))
            assert run.menu.pause == "other"
            await run.core.answer(messages.Resume())
            assert run.menu.pause == ""

    play(scene())


def test_the_labels_follow_when_a_pause_ends(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.act("pause 30m")
            await run.until("09:30")
            assert run.menu.pause == ""
            assert run.icon == IconState.RESTING

    play(scene())


# -- rows that tell


def test_the_status_row_says_why_it_is_quiet(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("23:15")) as run:
            await run.act("why")
            assert run.screen.reply.title == "Next: a glass of water tomorrow at 10:00"
            assert run.screen.reply.body == "Outside active hours until tomorrow at 08:00."

    play(scene())


def test_the_status_row_says_that_nothing_holds(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.act("why")
            assert run.screen.reply.body == "Nothing holds the nudges back now."

    play(scene())


def test_the_today_row_tells_the_day(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.act("log sleep 1")
            await run.act("today")
            assert run.screen.reply.title == "Today"
            assert run.screen.reply.body == (
                "Caffeine: none yet · Water and other drinks: none yet · Sleep: 1 hour"
            )

    play(scene())


def test_yesterdays_coffee_is_told_as_what_is_left_of_it(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("-1 20:00")) as run:
            for _ in range(5):
                await run.act("log energy_shot")
            run.time.set("00:30")
            await run.core.review()
            assert run.menu.today[0].startswith("Caffeine: none yet, about ")
            await run.act("log decaf")
            assert "about 2 mg of caffeine" in run.screen.reply.title

    play(scene())


@pytest.mark.parametrize(("action", "words"), [("twitch", ["log", "--stay"]), ("check", ["check"])])
def test_without_windows_the_terminal_asks_the_same_questions(
    tmp_path: Path, opened: list[Any], action: str, words: list[str]
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.act(action)
            assert run.screen.reply.title == "The window cannot be opened"
            await run.press(run.screen.reply.buttons[0].key, "reply")
            [command] = opened
            assert command[-len(words) - 2 :] == ["--home", str(run.paths.home), *words]
            await run.act(action)
            await run.press("help", "reply")
            assert opened[1].name == "when_to_get_help.html"

    play(scene())


@pytest.mark.parametrize("name", ["look_back", "report", "about"])
def test_a_page_opens_from_a_file_of_the_persons_own(
    tmp_path: Path, opened: list[Any], name: str
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.act(name)
            [path] = opened
            assert path.name == f"{name}.html"
            assert path.stat().st_mode & 0o777 == 0o600

    play(scene())


def test_the_settings_open_and_are_written_where_they_are_missing(
    tmp_path: Path, opened: list[Any]
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            assert not run.paths.settings.exists()
            await run.act("settings")
            assert opened == [run.paths.settings]
            assert "active_hours" in run.paths.settings.read_text()

    play(scene())


def test_quit_ends(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.act("quit")
            assert run.quits == 1
            await run.core.answer(messages.Quit())
            assert run.quits == 2

    play(scene())


def test_what_cannot_be_opened_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(_: object) -> None:
        raise DesktopError("That could not be opened", "there is no xdg-open; the file is here")

    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            monkeypatch.setattr(opener, "open_file", fail)
            await run.act("about")
            assert run.screen.reply.title == "That could not be opened"

    play(scene())


def test_a_page_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            run.paths.pages.rmdir()
            run.paths.pages.write_text("in the way")
            await run.act("about")
            assert run.screen.reply.title == "That did not work"
            assert run.screen.reply.body

    play(scene())


def test_an_error_that_nobody_thought_of_is_told_without_its_insides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(_: object) -> None:
        message = "inside"
        raise RuntimeError(message)

    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            monkeypatch.setattr(opener, "open_file", fail)
            await run.act("about")
            assert run.screen.reply.body == "What went wrong is in the log file."
            assert "RuntimeError: inside" in caplog.text
            # A job that nobody asked for is only logged.
            monkeypatch.setattr(run.core.nudger, "review", lambda: 1 / 0)
            await run.core.review()
            assert "ZeroDivisionError" in caplog.text
            assert len(run.screen.titles("reply")) == 1
            monkeypatch.undo()

    play(scene())


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
            run.core.use_host("xembed", "the panel draws it")
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
            assert result["text"] == "Taken back: water, 330 ml."
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


# -- what may stand in a notification


async def everything(run: Lull) -> None:
    """Every row of the menu, every nudge with each of its answers, every trouble."""
    for state in (menu.MenuState(), menu.MenuState(pause="1h", undo="tea")):
        for action in actions(menu.rows(state)):
            await run.act(action)
    await run.act("resume")
    for kind in NudgeKind:
        for _ in range(3):
            run.time.set("16:00")
            await run.core.answer(messages.Nudge(kind))
            for key, _ in run.menu.answers[:1]:
                await run.act(f"answer {key}")
        await run.core.answer(messages.Nudge(kind))
        await run.close_note(Closed.EXPIRED)
    await run.act("undo")
    run.core.tell_no_tray("The desktop has no place for tray icons.")
    run.core.refuse_settings(SettingsError("Settings are not valid", "no such setting"))
    await run.core.answer(messages.Hello())
    await run.settle()


def actions(rows: tuple[menu.Row, ...]) -> list[str]:
    return [
        action
        for row in rows
        for action in ([row.action] if row.action else []) + actions(row.children)
    ]


def test_no_notification_ever_names_a_symptom(tmp_path: Path, opened: list[Any]) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("11:00")) as run:
            await everything(run)
            assert len(run.screen.notes) > 80
            for note in run.screen.notes:
                words = " ".join([note.title, note.body, *(b.label for b in note.buttons)])
                assert "twitch" not in words.lower()
                assert not broken_rules(words, SYMPTOMS), note
                assert len(note.title) <= 60, note
                assert not note.title.endswith("."), note

    play(scene())
    assert opened
