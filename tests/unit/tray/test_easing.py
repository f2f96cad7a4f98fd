"""What is closed again and again comes half as often; after more of it, Lull asks once."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from lull_parts import Lull, Time, lull, moment, play

from config.kinds import NudgeKind, TrialHabit
from config.settings import load
from journal.entries import new_id
from journal.records import NudgeRecord, Outcome
from journal.trial import STATE_KEY, Phase, Trial, trials_text, with_stop
from tray import easing, facts, messages, plan, remembered, replies
from tray.answers import Answer
from tray.notify.base import Closed
from tray.situation import situation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from journal.store import Journal

NOON = "12:00"


def record(
    journal: Journal, outcome: Outcome, days_ago: int, kind: NudgeKind = NudgeKind.STRESS
) -> None:
    """A nudge at 16:00 some days ago, and what became of it."""
    at = moment("16:00") - dt.timedelta(days=days_ago)
    seen = outcome not in {Outcome.LAPSED, Outcome.NOT_SHOWN}
    journal.put_nudge(
        NudgeRecord(
            id=new_id(),
            kind=kind,
            tip="tip",
            due_at=at,
            shown_at=at if seen else None,
            shown_by="freedesktop" if seen else "",
            outcome=outcome,
            outcome_at=at,
            answer="fine" if outcome is Outcome.ANSWERED else "",
            asked_for=False,
        )
    )


def closed(run: Lull, times: int, kind: NudgeKind = NudgeKind.STRESS) -> None:
    for days_ago in range(times, 0, -1):
        record(run.journal, Outcome.DISMISSED, days_ago, kind)


@pytest.mark.parametrize(
    ("outcomes", "count"),
    [
        ([], 0),
        (["dismissed"] * 3, 3),
        # What nobody did says nothing about anybody.
        (["dismissed", "expired", "dismissed", "withdrawn", "dismissed", "lapsed"], 3),
        (["dismissed", "not_shown", "dismissed"], 2),
        # An answer, whatever it is, ends the row.
        (["dismissed", "dismissed", "answered", "dismissed"], 1),
        (["dismissed", "dismissed", "dismissed", "answered"], 0),
    ],
)
def test_only_what_the_person_closed_counts(
    tmp_path: Path, outcomes: Sequence[str], count: int
) -> None:
    async def scene() -> None:
        time = Time(NOON)
        async with lull(tmp_path, time) as run:
            for number, outcome in enumerate(outcomes):
                record(run.journal, Outcome(outcome), len(outcomes) - number)
            record(run.journal, Outcome.ANSWERED, 0, NudgeKind.SLEEP)
            assert easing.closed_in_a_row(run.journal, time.now)[NudgeKind.STRESS] == count

    play(scene())


def test_the_third_one_closed_halves_its_kind_and_no_other(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time(NOON)
        async with lull(tmp_path, time) as run:
            closed(run, 2)
            assert easing.eased(run.journal, time.now) == {}
            await run.due(NudgeKind.STRESS, at="16:00")
            await run.close_note(Closed.DISMISSED)
            assert easing.eased(run.journal, time.now) == {NudgeKind.STRESS: moment("16:00")}
            # The next day's is left out, with its reason; the one after that shows.
            await run.due(NudgeKind.STRESS, at="+1 16:00")
            await run.until("+1 23:00")
            assert len(run.screen.nudges) == 1
            [hold] = [hold for hold in run.holds() if hold[1] == "eased"]
            assert hold == ("stress", "eased")
            await run.due(NudgeKind.STRESS, at="+2 16:00")
            assert len(run.screen.nudges) == 2

    play(scene())


def test_water_comes_at_twice_the_interval(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time("09:00")
        toml = "[limits]\nnudges_per_day = 24\ngap_minutes = 5"
        async with lull(tmp_path, time, toml=toml) as run:
            closed(run, 3, NudgeKind.HYDRATION)
            for hour in (10, 12, 14, 16):
                await run.due(NudgeKind.HYDRATION, at=f"{hour}:00")
            shown = [
                r.shown_at for r in run.records() if r.shown_at and r.shown_at > moment("09:00")
            ]
            assert shown == [moment("10:00"), moment("14:00")]

    play(scene())


def test_the_plan_and_the_status_know_of_it(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time(NOON)
        toml = "nudges.hydration.on = false\nnudges.caffeine.on = false\nnudges.sleep.on = false"
        async with lull(tmp_path, time, toml=toml) as run:
            closed(run, 3)
            present = situation(run.journal, run.time.clock, run.desk.settings)
            following = facts.next_nudge(run.journal, present, present.settings)
            # Yesterday's was shown, so today's is left out.
            assert following == facts.Next(NudgeKind.STRESS, moment("+1 16:00"))
            start = plan.Start(time.now, eased=easing.eased(run.journal, time.now))
            days = plan.simulate(run.desk.settings, time.clock.zone, start, moment("+8 00:00"))
            assert [at for at, _ in days] == [moment(f"+{day} 16:00") for day in (1, 3, 5, 7)]

    play(scene())


def test_what_is_left_out_keeps_no_place_from_water(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time("14:00")
        toml = "nudges.caffeine.on = false\nnudges.sleep.on = false\nlimits.nudges_per_day = 1"
        async with lull(tmp_path, time, toml=toml) as run:
            await run.due(NudgeKind.HYDRATION)
            assert run.screen.nudges == []
            closed(run, 3)
            await run.core.review()
            await run.settle()
            assert len(run.screen.nudges) == 1

    play(scene())


def test_doing_the_thing_ends_it(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time(NOON)
        async with lull(tmp_path, time) as run:
            closed(run, 3)
            await run.act("log coffee")
            assert easing.eased(run.journal, time.now) != {}
            run.desk.log(["breathe", "2"], "menu")
            assert easing.eased(run.journal, time.now) == {}

    play(scene())


def test_an_answer_ends_it(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time(NOON)
        async with lull(tmp_path, time) as run:
            closed(run, 4)
            await run.core.answer(messages.Nudge(NudgeKind.STRESS))
            await run.settle()
            await run.press(Answer.LATER)
            assert easing.eased(run.journal, time.now) == {}

    play(scene())


def test_the_person_can_undo_it(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time(NOON)
        async with lull(tmp_path, time) as run:
            closed(run, 3)
            told = await run.core.answer(messages.Ease())
            assert told == {"eased": ["stress"], "text": "Half as often for now: stress."}
            told = await run.core.answer(messages.Ease(NudgeKind.STRESS))
            assert told == {"eased": [], "text": "No kind comes less often."}
            # An older moment does not bring it back.
            remembered.begin_row(run.journal, NudgeKind.STRESS, moment("-9 12:00"))
            assert easing.eased(run.journal, time.now) == {}

    play(scene())


# -- the seventh


async def close_the_seventh(run: Lull) -> None:
    closed(run, 6)
    # The one before was left out.
    await run.core.answer(messages.Nudge(NudgeKind.STRESS))
    await run.settle()
    await run.close_note(Closed.DISMISSED)


def test_after_the_seventh_it_is_asked_once_without_a_reproach(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time(NOON)
        async with lull(tmp_path, time) as run:
            await close_the_seventh(run)
            note = run.screen.reply
            assert note.title == "Keep this one? Two slow minutes"
            assert [button.label for button in note.buttons] == ["Keep", "Change", "Stop"]
            assert len(note.title) <= 60
            for word in ("you closed", "ignored", "missed", "again", "twitch"):
                assert word not in f"{note.title} {note.body}".lower()
            replies_before = len(run.screen.titles("reply"))
            await run.core.answer(messages.Nudge(NudgeKind.STRESS))
            await run.settle()
            await run.close_note(Closed.DISMISSED)
            assert len(run.screen.titles("reply")) == replies_before

    play(scene())


def test_what_could_not_be_asked_is_asked_the_next_time(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time(NOON)
        async with lull(tmp_path, time) as run:
            closed(run, 6)
            await run.core.answer(messages.Nudge(NudgeKind.STRESS))
            await run.settle()
            run.screen.refusal = "no notification daemon runs"
            await run.close_note(Closed.DISMISSED)
            run.screen.refusal = ""
            assert run.screen.titles("reply") == []
            await run.core.answer(messages.Nudge(NudgeKind.STRESS))
            await run.settle()
            await run.close_note(Closed.DISMISSED)
            assert run.screen.reply.title.startswith("Keep this one?")

    play(scene())


def test_a_kind_that_is_off_is_not_asked_about(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time(NOON)
        async with lull(tmp_path, time, toml="nudges.stress.on = false") as run:
            closed(run, 9)
            assert easing.unwanted(run.journal, run.desk.settings, time.now) is None

    play(scene())


def test_what_a_self_test_planned_is_asked_about_when_that_is_over(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time(NOON)
        async with lull(tmp_path, time) as run:
            begun = time.now.date() - dt.timedelta(days=1)
            plans = Trial(
                TrialHabit.SLOW_BREATHING, Phase.CHANGED, drawn=False, start=begun, planned_on=begun
            )
            run.journal.set_state(STATE_KEY, trials_text([plans]))
            await close_the_seventh(run)
            assert run.screen.titles("reply") == []
            run.journal.set_state(STATE_KEY, trials_text(with_stop([plans], time.now.date())))
            await run.core.answer(messages.Nudge(NudgeKind.STRESS))
            await run.settle()
            await run.close_note(Closed.DISMISSED)
            assert run.screen.reply.title == "Keep this one? Two slow minutes"

    play(scene())


def test_keep_brings_it_back_as_it_was(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time(NOON)
        async with lull(tmp_path, time) as run:
            await close_the_seventh(run)
            await run.press(f"{replies.KEEP}stress", "reply")
            assert run.screen.reply.title == "Kept"
            assert easing.eased(run.journal, time.now) == {}

    play(scene())


def test_stop_switches_it_off_in_the_settings(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time(NOON)
        async with lull(tmp_path, time) as run:
            await close_the_seventh(run)
            await run.press(f"{replies.STOP}stress", "reply")
            assert run.screen.reply.title == "Stopped"
            assert not load(run.paths.settings).nudges.stress.on
            assert load(run.paths.settings).nudges.sleep.on

    play(scene())


def test_no_condition_from_settings_that_cannot_be_changed_is_shown_or_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time(NOON)) as run:
            await close_the_seventh(run)
            run.paths.settings.write_text('[profile]\nconditions = ["migraine"]\n')
            await run.press(f"{replies.STOP}stress", "reply")
            assert run.screen.reply.title == "Settings are not valid"
            assert run.screen.reply.body == "profile.conditions[0]"

    play(scene())
    assert "Settings are not valid" in caplog.text
    assert "migraine" not in caplog.text


def test_change_opens_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    acts: list[str] = []

    async def scene() -> None:
        time = Time(NOON)
        async with lull(tmp_path, time) as run:
            await close_the_seventh(run)
            monkeypatch.setattr(run.core, "act", acts.append)
            await run.press(replies.CHANGE, "reply")

    play(scene())
    assert acts == ["settings"]


# -- rotation


def test_a_tip_that_was_not_shown_is_not_used_up(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time(NOON)
        async with lull(tmp_path, time) as run:
            run.screen.refusal = "no notification daemon runs"
            await run.due(NudgeKind.STRESS, at="16:00")
            [failed] = run.records()
            assert failed.tip
            assert run.journal.tips_last_shown() == {}
            run.screen.refusal = ""
            await run.until("16:10")
            [shown] = run.records()
            assert shown.tip == failed.tip
            assert list(run.journal.tips_last_shown()) == [shown.tip]

    play(scene())
