"""Nudges as the person meets them: shown, answered, closed, held, withdrawn."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import TYPE_CHECKING

import pytest
from lull_parts import EVERYTHING, Lull, Screen, Time, lull, moment, play

from config.kinds import NudgeKind
from config.settings import parse
from journal.entries import EntryKind
from journal.records import Outcome
from tray import answers, gate, messages, opener, remembered
from tray.answers import Answer
from tray.icon.state import IconState
from tray.notify.base import Closed

if TYPE_CHECKING:
    from pathlib import Path

    from journal.records import NudgeRecord
    from tray.notify.base import Note, Shown

ALL_ON = "\n".join(f"[nudges.{kind}]\non = true" for kind in NudgeKind)
ALL_HOURS = '[day]\nactive_hours = ["00:00-24:00"]\n'
SHORT_GAP = "[limits]\ngap_minutes = 5\nnudges_per_day = 24\n"


def test_a_nudge_that_is_due_shows_with_a_tip_and_its_buttons(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.due(NudgeKind.STRESS, at="16:00")

            [note] = run.screen.nudges
            [record] = run.records()
            tip = run.core.nudger.open.tip if run.core.nudger.open else None
            assert tip is not None
            assert (note.title, note.body) == (tip.title, tip.text)
            assert [button.label for button in note.buttons] == [
                "Breathe now",
                "Later",
                "Not today",
            ]
            assert note.stay_seconds == 60.0
            assert not note.quiet
            assert (record.outcome, record.tip, record.shown_by) == (
                Outcome.SHOWN,
                tip.id,
                "freedesktop",
            )
            assert record.shown_at == record.due_at == moment("16:00")
            assert run.icon == IconState.DUE
            assert run.menu.answer_title == tip.title
            assert [key for key, _ in run.menu.answers] == ["breathe", "later", "not_today"]

    play(scene())


def test_a_nudge_stays_until_it_is_answered_where_the_person_wants_that(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time(), toml="[notifications]\nstay_seconds = 0") as run:
            await run.due(NudgeKind.STRESS, at="16:00")
            assert run.screen.nudges[0].stay_seconds is None

    play(scene())


@pytest.mark.parametrize("kind", list(NudgeKind))
@pytest.mark.parametrize("where", ["pop-up", "menu"])
def test_every_button_of_every_kind_does_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: NudgeKind, where: str
) -> None:
    opened = collect_terminals(monkeypatch)

    async def scene(key: str, home: Path) -> None:
        opened.clear()
        async with lull(home, Time("15:00"), toml=SHORT_GAP + ALL_ON) as run:
            await run.due(kind)
            if where == "menu":
                await run.act(f"answer {key}")
                assert "nudge" in run.screen.withdrawn
            else:
                await run.press(key)

            [record] = run.records()
            assert (record.outcome, record.answer) == (Outcome.ANSWERED, key)
            assert run.icon == IconState.RESTING
            assert run.menu.answers == ()
            await check(run, key)

    async def check(run: Lull, key: str) -> None:
        logged = run.journal.entries(*EVERYTHING)
        assert [entry.item for entry in logged] == {
            "had_glass": ["water"],
            "had_one": ["coffee"],
        }.get(key, [])
        assert all(entry.source == "nudge" for entry in logged)
        assert run.later() == ({kind: moment("15:30")} if key == "later" else {})
        refused = remembered.not_today(run.journal, run.time.clock.today())
        assert refused == ({kind} if key == "not_today" else frozenset())
        breathing = [note for note in run.screen.notes if note.slot == "breathe"]
        assert bool(breathing) is (key == "breathe")
        assert bool(opened) is (key == "fill_in")

    for number, button in enumerate(answers.buttons(kind)):
        play(scene(button.key, tmp_path / str(number)))


def collect_terminals(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    opened: list[list[str]] = []

    async def open_terminal(command: list[str]) -> None:
        opened.append(command)

    monkeypatch.setattr(opener, "open_terminal", open_terminal)
    return opened


def test_the_check_in_opens_for_the_same_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = collect_terminals(monkeypatch)

    async def scene() -> None:
        async with lull(tmp_path, Time("20:00"), toml=ALL_ON) as run:
            await run.due(NudgeKind.CHECK_IN)
            await run.press(Answer.FILL_IN)
            [command] = opened
            assert command[-3:] == ["--home", str(run.paths.home), "check-in"]

    play(scene())


def test_had_one_logs_the_drink_that_the_person_usually_has(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time(), toml='[caffeine]\nusual_drink = "green_tea"') as run:
            await run.due(NudgeKind.CAFFEINE, at="14:30")
            await run.press(Answer.HAD_ONE)
            assert run.today()["caffeine_mg"] == 29
            assert run.screen.reply.title == "Green tea noted, about 29 mg of caffeine"

    play(scene())


def test_an_answer_with_a_stale_token_or_an_unknown_key_is_ignored(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time(), toml=SHORT_GAP) as run:
            await run.due(NudgeKind.HYDRATION, at="10:00")
            first = run.screen.nudges[0]
            await run.due(NudgeKind.HYDRATION, at="12:00")

            run.core._on_answer(first, Answer.HAD_GLASS)
            await run.settle()
            run.core._on_answer(run.screen.nudges[1], "breathe")
            await run.act("answer fill_in")
            run.core._on_closed(first, Closed.DISMISSED)
            await run.settle()

            assert run.today()["water_ml"] == 0
            assert [record.outcome for record in run.records()] == [
                Outcome.WITHDRAWN,
                Outcome.SHOWN,
            ]
            assert run.icon == IconState.DUE

    play(scene())


def test_an_answer_to_nothing_is_ignored(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.act("answer had_glass")
            assert run.journal.entries(*EVERYTHING) == ()

    play(scene())


def test_two_answers_to_one_nudge_count_once(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.due(NudgeKind.HYDRATION, at="10:00")
            note = run.screen.nudges[0]
            run.core._on_answer(note, Answer.HAD_GLASS)
            run.core.act("answer had_glass")
            await run.settle()
            assert run.today()["water_ml"] == 250

    play(scene())


@pytest.mark.parametrize(
    ("how", "outcome"),
    [
        (Closed.EXPIRED, Outcome.EXPIRED),
        (Closed.LOST, Outcome.WITHDRAWN),
        (Closed.WITHDRAWN, Outcome.WITHDRAWN),
    ],
)
def test_a_nudge_that_the_desktop_took_away_can_be_answered_in_the_menu_until_its_time_has_passed(
    tmp_path: Path, how: Closed, outcome: Outcome
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.due(NudgeKind.HYDRATION, at="10:00")
            run.time.set("10:01")
            await run.close_note(how)
            assert run.records()[0].outcome is outcome
            assert run.icon == IconState.DUE
            assert len(run.menu.answers) == 3

            await run.until("10:59")
            assert run.icon == IconState.DUE
            await run.until("11:00")
            assert run.icon == IconState.RESTING
            assert not run.menu.answers
            # How it left the screen is what became of it.
            assert run.records()[0].outcome is outcome

    play(scene())


def test_a_nudge_that_expired_is_answered_in_the_menu(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.due(NudgeKind.HYDRATION, at="10:00")
            await run.close_note(Closed.EXPIRED)
            run.time.set("10:40")
            await run.act("answer had_glass")
            assert run.today()["water_ml"] == 250
            assert run.outcomes() == [("hydration", "answered")]

    play(scene())


def test_a_nudge_on_the_screen_is_withdrawn_when_its_time_has_passed(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time(), toml="[notifications]\nstay_seconds = 0") as run:
            await run.due(NudgeKind.SLEEP, at="21:45")
            await run.until("22:29")
            assert "nudge" in run.screen.standing
            await run.until("22:30")
            assert "nudge" not in run.screen.standing
            assert run.outcomes() == [("sleep", "withdrawn")]
            assert run.icon == IconState.RESTING

    play(scene())


def test_a_nudge_that_is_dismissed_is_over(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.due(NudgeKind.HYDRATION, at="10:00")
            await run.close_note(Closed.DISMISSED)
            assert run.outcomes() == [("hydration", "dismissed")]
            assert run.icon == IconState.RESTING
            await run.act("answer had_glass")
            assert run.today()["water_ml"] == 0

    play(scene())


def test_a_newer_nudge_takes_the_place_of_the_older_one(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time(), toml=SHORT_GAP) as run:
            await run.due(NudgeKind.HYDRATION, at="14:00")
            await run.due(NudgeKind.CAFFEINE, at="14:30")
            assert [note.token for note in run.screen.standing.values()] == [
                run.screen.nudges[1].token
            ]
            assert run.outcomes() == [("hydration", "withdrawn"), ("caffeine", "shown")]
            assert [key for key, _ in run.menu.answers] == ["fine", "had_one", "later"]

    play(scene())


def test_later_comes_back_in_thirty_minutes_whatever_the_gap_and_the_limit(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time(), toml="[limits]\nnudges_per_day = 1") as run:
            await run.due(NudgeKind.CAFFEINE, at="14:30")
            run.time.set("14:31")
            await run.press(Answer.LATER)
            assert run.menu.status == "Next: caffeine cut-off at 15:01"
            await run.until("15:00")
            assert len(run.screen.nudges) == 1
            await run.until("15:01")
            assert len(run.screen.nudges) == 2
            assert run.later() == {}
            first, second = run.records()
            assert (first.asked_for, second.asked_for) == (False, True)
            # It is a reminder that the person asked for: the day's count stays.
            assert [r.asked_for for r in run.journal.shown_between(*EVERYTHING)].count(False) == 1
            await run.press(Answer.FINE)
            await run.until("20:00")
            assert len(run.screen.nudges) == 2

    play(scene())


def test_later_can_be_said_again_and_again(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.due(NudgeKind.SLEEP, at="21:45")
            await run.press(Answer.LATER)
            await run.until("22:15")
            await run.press(Answer.LATER)
            await run.until("22:45")
            assert [record.shown_at for record in run.records()] == [
                moment("21:45"),
                moment("22:15"),
                moment("22:45"),
            ]

    play(scene())


def test_what_was_put_off_waits_for_the_end_of_a_pause(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.due(NudgeKind.STRESS, at="16:00")
            await run.press(Answer.LATER)
            await run.act("pause 1h")
            await run.until("16:59")
            assert len(run.screen.nudges) == 1
            assert ("stress", "paused") in run.holds()
            await run.until("17:00")
            assert len(run.screen.nudges) == 2

    play(scene())


def test_what_was_put_off_lapses_when_its_time_has_passed(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.due(NudgeKind.HYDRATION, at="10:00")
            await run.press(Answer.LATER)
            await run.act("pause 2h")
            assert run.menu.status.startswith("Quiet: paused until 12:00")
            await run.until("13:00")
            assert len(run.screen.nudges) == 1
            assert run.later() == {}
            assert run.outcomes() == [("hydration", "answered"), ("hydration", "lapsed")]

    play(scene())


def test_a_nudge_of_the_timetable_does_not_push_out_the_one_that_was_put_off(
    tmp_path: Path,
) -> None:
    toml = "[limits]\ngap_minutes = 5\n[nudges.hydration]\nevery_minutes = 30"

    async def scene() -> None:
        async with lull(tmp_path, Time(), toml=toml) as run:
            await run.due(NudgeKind.HYDRATION, at="10:00")
            await run.press(Answer.LATER)
            await run.act("pause 1h")
            await run.until("10:30")
            await run.due(NudgeKind.HYDRATION, at="10:40")
            await run.until("11:00")
            shown = [record for record in run.records() if record.shown_at == moment("11:00")]
            assert [record.asked_for for record in shown] == [True]

    play(scene())


def test_when_a_kind_shows_what_was_put_off_of_it_is_settled(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time(), toml=SHORT_GAP) as run:
            await run.due(NudgeKind.HYDRATION, at="11:55")
            await run.press(Answer.LATER)
            await run.due(NudgeKind.HYDRATION, at="12:01")
            assert len(run.screen.nudges) == 2
            assert run.later() == {}

    play(scene())


def test_not_today_keeps_a_kind_away_until_local_midnight(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time(), toml=SHORT_GAP + ALL_HOURS) as run:
            await run.due(NudgeKind.HYDRATION, at="10:00")
            await run.press(Answer.NOT_TODAY)
            await run.due(NudgeKind.HYDRATION, at="12:00")
            await run.due(NudgeKind.HYDRATION, at="23:30")
            assert len(run.screen.nudges) == 1
            assert run.holds() == [("hydration", "not_today"), ("hydration", "not_today")]
            # The one of half past eleven is still worth showing when the day begins.
            await run.until("23:59")
            assert len(run.screen.nudges) == 1
            await run.until("+1 00:00")
            assert len(run.screen.nudges) == 2

    play(scene())


def test_two_on_return_show_one_and_the_filler_lapses(tmp_path: Path) -> None:
    async def scene(*kinds: NudgeKind, home: Path) -> None:
        async with lull(home, Time(), toml="[limits]\nnudges_per_day = 24") as run:
            await run.due(*kinds, at="16:00")
            assert run.outcomes() == [("stress", "shown")]
            assert run.holds() == [("hydration", "too_soon")]
            await run.until("17:29")
            assert sorted(run.outcomes()) == [("hydration", "lapsed"), ("stress", "shown")]
            assert len(run.screen.nudges) == 1

    # Whichever timer came first.
    play(scene(NudgeKind.HYDRATION, NudgeKind.STRESS, home=tmp_path / "1"))
    play(scene(NudgeKind.STRESS, NudgeKind.HYDRATION, home=tmp_path / "2"))


def test_of_two_that_come_once_a_day_the_second_waits_a_gap(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.due(NudgeKind.STRESS, NudgeKind.CAFFEINE, at="16:00")
            assert [record.kind for record in run.records()] == [NudgeKind.CAFFEINE]
            await run.until("17:29")
            assert len(run.screen.nudges) == 1
            await run.until("17:30")
            assert [record.kind for record in run.records()] == [
                NudgeKind.CAFFEINE,
                NudgeKind.STRESS,
            ]

    play(scene())


def test_a_held_nudge_shows_once_at_the_end_of_a_pause(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.act("pause 1h")
            await run.due(NudgeKind.HYDRATION, at="09:30")
            await run.core.review()
            await run.core.review()
            # One hold for one reason, however often it was looked at.
            assert run.holds() == [("hydration", "paused")]
            [hold] = run.journal.holds(*EVERYTHING)
            assert hold.text == "paused until 10:00"
            assert hold.until == moment("10:00")
            await run.until("10:00")
            assert len(run.screen.nudges) == 1
            await run.until("12:00")
            assert len(run.screen.nudges) == 1

    play(scene())


def test_each_reason_of_a_held_nudge_is_kept_and_told(tmp_path: Path) -> None:
    async def scene() -> None:
        toml = "[profile]\nlimit_fluids = true\n[limits]\nnudges_per_day = 0"
        async with lull(tmp_path, Time(), toml=toml) as run:
            await run.act("log water")
            await run.act("pause 2h")
            await run.due(NudgeKind.HYDRATION, at="09:10")
            reasons = {"paused", "condition", "already_done", "day_limit"}
            assert {reason for _, reason in run.holds()} == reasons
            status = await run.core.answer(messages.Status())
            assert {hold["reason"] for hold in status["holds"]} == reasons
            texts = [hold["text"] for hold in status["holds"]]
            assert len(texts) == len(set(texts))
            await run.act("why")
            for text in texts:
                assert text[1:] in run.screen.reply.body

    play(scene())


def test_a_nudge_whose_time_passed_while_it_was_held_is_recorded_as_lapsed(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.act("pause tomorrow")
            await run.due(NudgeKind.HYDRATION, at="10:00")
            await run.until("11:00")
            assert run.outcomes() == [("hydration", "lapsed")]
            assert run.records()[0].shown_at is None
            # The record stays the only one.
            await run.until("14:00")
            assert run.outcomes() == [("hydration", "lapsed")]

    play(scene())


def test_a_nudge_that_could_not_be_shown_says_nothing_about_the_person_and_is_tried_again(
    tmp_path: Path,
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            run.screen.refusal = "no notification daemon runs"
            await run.due(NudgeKind.STRESS, at="16:00")
            [record] = run.records()
            assert (record.outcome, record.shown_at) == (Outcome.NOT_SHOWN, None)
            assert run.icon == IconState.RESTING
            assert run.menu.status == "Next: two slow minutes at 16:02"
            status = await run.core.answer(messages.Status())
            assert status["holds"] == [
                {
                    "reason": "not_shown",
                    "text": "it could not be shown (no notification daemon runs)",
                    "until": "2026-03-10T16:02:00+01:00",
                }
            ]

            await run.until("16:03")
            assert run.outcomes() == [("stress", "not_shown")]
            # One line in `lull why`, not one for every try.
            assert run.holds() == [("stress", "not_shown")]
            run.screen.refusal = ""
            await run.until("16:06")
            assert run.outcomes() == [("stress", "shown")]
            assert run.records()[0].due_at == moment("16:00")
            assert (await run.core.answer(messages.Status()))["holds"] == []

    play(scene())


def test_a_nudge_that_can_never_be_shown_stays_not_shown(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            run.screen.refusal = "no notification daemon runs"
            await run.due(NudgeKind.SLEEP, at="21:45")
            await run.until("23:30")
            assert run.outcomes() == [("sleep", "not_shown")]
            assert run.core.nudger.waiting == ()

    play(scene())


def test_a_nudge_that_could_not_be_shown_can_be_held_at_its_next_try(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            run.screen.refusal = "no notification daemon runs"
            await run.due(NudgeKind.STRESS, at="16:00")
            run.screen.refusal = ""
            await run.act("pause 30m")
            assert run.menu.status == "Quiet: paused until 16:30"
            await run.until("16:29")
            assert run.screen.nudges == []
            await run.until("16:30")
            assert run.outcomes() == [("stress", "shown")]

    play(scene())


def test_what_stood_keeps_standing_if_the_next_cannot_be_shown(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time(), toml=SHORT_GAP) as run:
            await run.due(NudgeKind.HYDRATION, at="14:00")
            run.screen.refusal = "the notification daemon does not answer"
            await run.due(NudgeKind.CAFFEINE, at="14:30")
            assert run.menu.answers[0][0] == "had_glass"
            await run.press(Answer.HAD_GLASS)
            assert run.today()["water_ml"] == 250

    play(scene())


def test_one_of_the_same_kind_takes_the_place_of_one_that_could_not_be_shown(
    tmp_path: Path,
) -> None:
    async def scene() -> None:
        screen = Screen()
        async with lull(tmp_path, Time(), screen, SHORT_GAP) as run:
            screen.hanging = asyncio.Event()
            screen.refusal = "the notification daemon does not answer"
            await run.due(NudgeKind.HYDRATION, at="10:00")
            run.time.set("10:15")
            due = asyncio.create_task(run.core.due(NudgeKind.HYDRATION, run.time.now))
            await run.settle()
            screen.hanging.set()
            await due
            await run.settle()
            screen.refusal = ""
            await run.until("10:17")
            assert [(r.due_at, r.outcome) for r in run.records()] == [
                (moment("10:00"), Outcome.NOT_SHOWN),
                (moment("10:15"), Outcome.SHOWN),
            ]

    play(scene())


def test_the_menu_and_the_control_socket_answer_while_the_notification_daemon_hangs(
    tmp_path: Path,
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            run.screen.hanging = asyncio.Event()
            await run.due(NudgeKind.STRESS, at="16:00")
            assert run.screen.nudges == []

            await run.act("log coffee")
            await run.act("pause 1h")
            assert run.menu.status == "Quiet: paused until 17:00"
            assert run.menu.today[0].startswith("Caffeine: about 100 mg")
            status = await asyncio.wait_for(run.core.answer(messages.Status()), 1.0)
            assert status["paused_until"] == "2026-03-10T17:00:00+01:00"
            await asyncio.wait_for(run.core.answer(messages.Resume()), 1.0)
            await run.due(NudgeKind.HYDRATION, at="16:01")

            run.screen.hanging.set()
            await run.settle()
            # Only then is the second one looked at, and the first has just shown.
            assert [record.kind for record in run.journal.shown_between(*EVERYTHING)] == [
                NudgeKind.STRESS
            ]
            assert ("hydration", "already_done") in run.holds()

    play(scene())


def test_an_answer_that_overtakes_the_showing_is_not_lost(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            screen = run.screen
            shown = screen.show

            async def show(note: Note) -> Shown:
                result = await shown(note)
                screen.press(Answer.HAD_GLASS)
                for _ in range(10):
                    await asyncio.sleep(0)
                return result

            screen.show = show  # type: ignore[method-assign]
            run.time.set("10:00")
            due = asyncio.create_task(run.core.due(NudgeKind.HYDRATION, run.time.now))
            await run.settle()
            screen.show = shown  # type: ignore[method-assign]
            await due
            await run.settle()
            assert run.outcomes() == [("hydration", "answered")]
            assert run.today()["water_ml"] == 250

    play(scene())


def test_an_answer_to_the_old_one_does_not_take_away_the_new_one(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time(), toml=SHORT_GAP) as run:
            await run.due(NudgeKind.HYDRATION, at="14:00")
            run.screen.hanging = asyncio.Event()
            await run.due(NudgeKind.CAFFEINE, at="14:30")
            await run.act("answer had_glass")
            run.screen.hanging.set()
            await run.settle()
            assert run.today()["water_ml"] == 250
            assert run.outcomes() == [("hydration", "answered"), ("caffeine", "shown")]
            assert "nudge" in run.screen.standing

    play(scene())


def test_a_notifier_that_breaks_does_not_stop_the_nudges(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            run.screen.broken = RuntimeError("a bug")
            await run.due(NudgeKind.STRESS, at="16:00")
            run.screen.broken = None
            await run.until("16:02")
            assert run.outcomes() == [("stress", "shown")]

    play(scene())


def test_a_command_shows_a_nudge_whatever_holds_others_and_does_not_count(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("23:30"), toml="[limits]\nnudges_per_day = 0") as run:
            await run.act("pause 2h")
            result = await run.core.answer(messages.Nudge(NudgeKind.SCREEN))
            assert result == {"kind": "screen"}
            assert run.records()[0].asked_for
            assert run.holds() == []

    play(scene())


def test_a_nudge_by_command_moves_the_gap_but_leaves_the_day_its_room(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time(), toml="[limits]\nnudges_per_day = 1") as run:
            run.time.set("15:00")
            await run.core.answer(messages.Nudge(NudgeKind.COLD))
            await run.due(NudgeKind.STRESS, at="16:00")
            assert run.holds() == [("stress", "too_soon")]
            await run.until("16:30")
            assert [record.kind for record in run.records()] == [NudgeKind.COLD, NudgeKind.STRESS]

    play(scene())


def test_a_command_is_told_that_its_nudge_could_not_be_shown_and_none_comes_later(
    tmp_path: Path,
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            run.screen.refusal = "no notification daemon runs"
            with pytest.raises(Exception, match="no notification daemon runs; see lull doctor"):
                await run.core.answer(messages.Nudge(NudgeKind.HYDRATION))
            run.screen.refusal = ""
            await run.settle()
            await run.until("09:30")
            assert run.screen.nudges == []
            assert run.outcomes() == [("hydration", "not_shown")]
            assert run.holds() == [("hydration", "not_shown")]

    play(scene())


def test_what_waits_of_a_kind_that_is_switched_off_is_dropped(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.due(NudgeKind.HYDRATION, at="10:00")
            await run.press(Answer.LATER)
            await run.act("pause 2h")
            await run.due(NudgeKind.STRESS, NudgeKind.HYDRATION, at="10:10")
            run.core.use(parse("[nudges.hydration]\non = false\n[nudges.stress]\non = false"))
            await run.settle()
            assert run.core.nudger.waiting == ()
            assert run.later() == {}
            await run.until("13:00")
            assert len(run.screen.nudges) == 1

    play(scene())


def test_what_waits_is_judged_by_the_new_settings(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time(), toml="[limits]\nnudges_per_day = 0") as run:
            await run.due(NudgeKind.STRESS, at="16:00")
            assert run.screen.nudges == []
            run.core.use(parse(""))
            await run.settle()
            assert len(run.screen.nudges) == 1

    play(scene())


def test_a_day_that_rolls_over_while_a_nudge_stands(tmp_path: Path) -> None:
    toml = '[day]\nactive_hours = ["00:00-24:00"]\nbedtime = "00:30"\n'

    async def scene() -> None:
        async with lull(tmp_path, Time(), toml=toml) as run:
            await run.act("log water")
            await run.due(NudgeKind.SLEEP, at="23:45")
            assert run.menu.today[1] == "Water and other drinks: 250 ml"
            await run.until("+1 00:10")
            assert run.menu.today[1] == "Water and other drinks: none yet"
            assert run.icon == IconState.DUE
            await run.press(Answer.NOT_TODAY)
            # The evening belongs to the day on which it was answered.
            today = run.time.clock.today()
            assert today == dt.date(2026, 3, 11)
            assert remembered.not_today(run.journal, today) == {NudgeKind.SLEEP}

    play(scene())


def test_no_tip_repeats_within_a_week_while_others_are_unused(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            for day in range(8):
                await run.due(NudgeKind.STRESS, at=f"+{day} 16:00")
                await run.close_note(Closed.DISMISSED)
            tips = [record.tip for record in run.records()]
            assert len(tips) == 8
            assert len(set(tips)) == 8

    play(scene())


def test_at_the_end_no_dead_button_stays_on_the_screen(tmp_path: Path) -> None:
    records: list[NudgeRecord] = []
    screen = Screen()

    async def scene() -> None:
        async with lull(tmp_path, Time(), screen) as run:
            await run.due(NudgeKind.STRESS, at="16:00")
            await run.core.end()
            records.extend(run.records())

    play(scene())
    assert [record.outcome for record in records] == [Outcome.WITHDRAWN]
    assert screen.ended
    assert screen.standing == {}


def test_the_end_does_not_wait_for_a_daemon_that_hangs(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            run.screen.hanging = asyncio.Event()
            await run.due(NudgeKind.STRESS, at="16:00")
            await asyncio.wait_for(run.core.end(), 1.0)
            assert run.outcomes() == [("stress", "pending")]

    play(scene())


def test_the_glass_that_was_just_logged_holds_the_next_glass(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            run.time.set("11:40")
            await run.act("log water")
            await run.due(NudgeKind.HYDRATION, at="12:00")
            [hold] = run.journal.holds(*EVERYTHING)
            assert (hold.reason, hold.text) == ("already_done", "already done at 11:40")
            await run.act("undo")
            assert len(run.screen.nudges) == 1

    play(scene())


def test_breathing_holds_the_two_slow_minutes(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("15:00")) as run:
            run.desk.log(["breathe", "2"], "command")
            await run.due(NudgeKind.STRESS, at="16:00")
            assert run.holds() == [("stress", "already_done")]
            assert run.journal.last_entry(EntryKind.BREATHE) is not None

    play(scene())


def test_every_kind_has_a_deadline() -> None:
    assert set(gate.WAIT_MINUTES) == set(NudgeKind)


def test_where_nothing_can_be_shown_lull_tries_ever_more_rarely(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            run.screen.refusal = "no notification daemon runs"
            await run.due(NudgeKind.STRESS, at="16:00")
            waits = []
            for _ in range(6):
                [unshown] = run.core.nudger.unshown
                waits.append(unshown.wait // dt.timedelta(minutes=1))
                await run.until(f"{run.time.clock.local(unshown.again):%H:%M}")
            assert waits == [2, 4, 8, 16, 30, 30]

    play(scene())


def test_a_due_nudge_that_gives_way_to_the_one_put_off_has_its_reason(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.due(NudgeKind.HYDRATION, at="10:00")
            await run.press(Answer.LATER)
            await run.act("pause 1h")
            await run.due(NudgeKind.HYDRATION, at="10:35")
            await run.due(NudgeKind.HYDRATION, at="10:40")
            assert run.holds()[-1] == ("hydration", "put_off")

    play(scene())
