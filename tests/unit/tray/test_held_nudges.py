"""Nudges that are put off, held, not wanted today, or come two at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lull_parts import EVERYTHING, Time, lull, moment, play

from config.kinds import NudgeKind
from config.settings import parse
from journal.entries import EntryKind
from tray import messages, remembered
from tray.answers import Answer
from tray.icon.state import IconState

if TYPE_CHECKING:
    from pathlib import Path


ALL_ON = "\n".join(f"[nudges.{kind}]\non = true" for kind in NudgeKind)
ALL_HOURS = '[day]\nactive_hours = ["00:00-24:00"]\n'
SHORT_GAP = "[limits]\ngap_minutes = 5\nnudges_per_day = 24\n"


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


def test_what_was_put_off_comes_in_the_place_of_the_next_of_its_kind(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time(), toml=SHORT_GAP) as run:
            await run.due(NudgeKind.HYDRATION, at="11:55")
            await run.press(Answer.LATER)
            await run.due(NudgeKind.HYDRATION, at="12:01")
            assert len(run.screen.nudges) == 1
            assert run.holds() == [("hydration", "put_off")]
            await run.until("12:25")
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
            # The evening is that of the bedtime, which comes after midnight; not the next one.
            assert remembered.not_tonight(run.journal, moment("+1 00:29")) == {NudgeKind.SLEEP}
            await run.due(NudgeKind.SLEEP, at="+1 23:45")
            assert len(run.screen.nudges) == 2

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
        async with lull(tmp_path, Time("13:00")) as run:
            run.time.set("15:00")
            run.desk.log(["breathe", "2"], "command")
            await run.due(NudgeKind.STRESS, at="16:00")
            assert run.holds() == [("stress", "already_done")]
            last = run.journal.last_undoable(run.time.now)
            assert last is not None
            assert last.kind is EntryKind.BREATHE

    play(scene())
