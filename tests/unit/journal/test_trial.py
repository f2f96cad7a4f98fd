from __future__ import annotations

import datetime as dt
import json
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from config.errors import InputError, JournalError
from config.kinds import TrialHabit
from journal.trial import (
    MOST_DAYS_AHEAD,
    PHASE_DAYS,
    Phase,
    Stage,
    Trial,
    latest,
    trials_from,
    trials_text,
    with_mark,
    with_plan,
    with_stop,
)

TODAY = dt.date(2026, 3, 10)
HABIT = TrialHabit.CAFFEINE_AFTER_NOON


def after(days: int, start: dt.date = TODAY) -> dt.date:
    return start + dt.timedelta(days=days)


def planned(days_ahead: int = 1, first: Phase = Phase.AS_USUAL) -> tuple[Trial, ...]:
    return with_plan((), HABIT, after(days_ahead), first, TODAY, drawn=False)


PHASES = st.sampled_from(Phase)
TRIALS = st.builds(
    Trial,
    habit=st.sampled_from(TrialHabit),
    first=PHASES,
    drawn=st.booleans(),
    start=st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)),
    planned_on=st.dates(),
)


@given(TRIALS, st.integers(-40, 80))
def test_each_day_belongs_to_one_part_at_the_most_and_stages_follow_one_another(
    trial: Trial, ahead: int
) -> None:
    day = after(ahead, trial.start)
    order = [Stage.PLANNED, Stage.FIRST, Stage.SECOND, Stage.FINISHED]
    assert order.index(trial.stage(day)) <= order.index(trial.stage(after(1, day)))
    phase = trial.phase_on(day)
    running = trial.stage(day) in {Stage.FIRST, Stage.SECOND}
    assert (phase is not None) is running
    if phase is not None:
        first, last = trial.days_of(phase)
        assert first <= day <= last
        assert trial.day_of_phase(day) == (day - first).days + 1
        assert trial.is_open(day)


@given(TRIALS)
def test_both_parts_have_every_weekday_twice(trial: Trial) -> None:
    for phase in Phase:
        first, last = trial.days_of(phase)
        days = [after(ahead, first) for ahead in range((last - first).days + 1)]
        assert len(days) == PHASE_DAYS
        assert sorted(day.weekday() for day in days) == sorted([*range(7)] * 2)
        assert {trial.phase_on(day) for day in days} == {phase}


@given(
    st.dates(dt.date(2008, 1, 1), dt.date(2035, 1, 1)),
    st.sampled_from(["Europe/Berlin", "America/St_Johns", "Pacific/Apia", "Africa/Casablanca"]),
    PHASES,
)
# Its last day was left out of the calendar there, so that the hours reach past its end.
@example(dt.date(2011, 12, 3), "Pacific/Apia", Phase.CHANGED)
def test_no_clock_change_makes_a_day_come_twice_or_not_at_all(
    start: dt.date, zone: str, first: Phase
) -> None:
    trial = Trial(HABIT, first, drawn=True, start=start, planned_on=start)
    # Every hour of real time from the first noon to the last.
    moment = dt.datetime.combine(trial.start, dt.time(12), ZoneInfo(zone)).astimezone(dt.UTC)
    seen: list[tuple[Phase | None, int]] = []
    for hour in range(24 * (2 * PHASE_DAYS - 1)):
        day = (moment + dt.timedelta(hours=hour)).astimezone(ZoneInfo(zone)).date()
        now = trial.phase_on(day), trial.day_of_phase(day)
        if day < trial.end and (not seen or seen[-1] != now):
            seen.append(now)
    wanted = [(phase, day) for phase in (first, first.other) for day in range(1, PHASE_DAYS + 1)]
    assert [one for one in wanted if one in seen] == seen


@given(st.lists(TRIALS, max_size=3))
def test_what_the_journal_keeps_is_read_as_it_was(trials: list[Trial]) -> None:
    text = trials_text(trials)
    assert (text is None) is (not trials)
    assert trials_from(text) == tuple(trials)


ENDED = (
    '[{"habit": "late_screen", "first": "changed", "drawn": true, "planned_on": "2026-03-10", %s}]'
)


@pytest.mark.parametrize(
    "text",
    [
        *("{}", "[1]", "not JSON", '[{"habit": "fasting"}]'),
        ENDED % '"start": "2026-03-11", "stopped_on": "2026-03-10"',
        ENDED % '"start": "2026-03-11", "stopped_on": "2026-04-09"',
    ],
)
def test_what_cannot_be_read_is_told(text: str) -> None:
    with pytest.raises(JournalError, match="plan in the journal"):
        trials_from(text)


@pytest.mark.parametrize("ahead", [-1, 0, MOST_DAYS_AHEAD + 1])
def test_a_start_out_of_range_is_refused(ahead: int) -> None:
    with pytest.raises(InputError, match="from tomorrow on"):
        planned(ahead)


def test_there_is_one_at_a_time() -> None:
    trials = planned()
    assert latest(()) is None
    assert latest(trials) == trials[0]
    for ahead in (0, 1, 14, 28):
        with pytest.raises(InputError, match="one at a time"):
            with_plan(trials, HABIT, after(40), Phase.CHANGED, after(ahead), drawn=True)
    two = with_plan(trials, HABIT, after(40), Phase.CHANGED, after(29), drawn=True)
    again = Trial(HABIT, Phase.CHANGED, drawn=True, start=after(40), planned_on=after(29))
    assert two == (trials[0], again)


def test_one_that_has_not_begun_is_taken_away_when_it_is_stopped() -> None:
    assert with_stop(planned(), TODAY) == ()


def test_one_that_runs_ends_on_the_day_on_which_it_is_stopped() -> None:
    trials = planned()
    [stopped] = with_stop(trials, after(5))
    assert stopped.stage(after(5)) is Stage.STOPPED
    assert stopped.phase_on(after(4)) is Phase.AS_USUAL
    assert stopped.phase_on(after(5)) is None
    assert not stopped.is_open(after(5))
    for today in (after(5), after(400)):
        with pytest.raises(InputError, match="Nothing is planned"):
            with_stop((stopped,), today)


def test_one_that_is_over_cannot_be_stopped_nor_marked() -> None:
    for change in (
        lambda: with_stop(planned(), after(29)),
        lambda: with_mark(planned(), after(3), after(29), off=True),
        lambda: with_stop((), TODAY),
    ):
        with pytest.raises(InputError, match="Nothing is planned"):
            change()


def test_days_are_marked_and_unmarked() -> None:
    trials = with_mark(planned(), after(2), after(3), off=True)
    trials = with_mark(trials, after(1), after(3), off=True)
    trials = with_mark(trials, after(1), after(3), off=True)
    assert trials[0].off_days == (after(1), after(2))
    trials = with_mark(trials, after(2), after(3), off=False)
    assert trials[0].off_days == (after(1),)
    for day in (TODAY, after(4)):
        with pytest.raises(InputError, match="Not a day of the trial") as caught:
            with_mark(trials, day, after(3), off=True)
        assert caught.value.detail == f"{day}: a day from {after(1)} to {after(3)} can be marked"


@pytest.mark.parametrize("day", [TODAY, after(1)])
def test_no_day_is_marked_before_the_trial_begins(day: dt.date) -> None:
    with pytest.raises(InputError, match="No day of the trial has come yet") as caught:
        with_mark(planned(), day, TODAY, off=True)
    assert caught.value.detail == f"it begins on {after(1)}; from then on its days can be marked"


@pytest.mark.parametrize("start", ["9999-12-31", "0001-01-01", "2201-01-01", "1969-12-31"])
def test_a_plan_at_the_end_of_the_calendar_is_none(start: str) -> None:
    # Its last day was asked for with every nudge, and there is no such day.
    whole = {"habit": "wind_down", "first": "changed", "drawn": True, "start": start}
    text = json.dumps([whole | {"planned_on": "2026-03-01"}])
    with pytest.raises(JournalError, match="cannot be read"):
        trials_from(text)
