"""How the plan of a self-test changes which nudges come, and when."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lull_parts import DAY, ZONE, Time, catalog, lull, moment, play

from config.errors import JournalError
from config.kinds import NudgeKind, TrialHabit
from config.language import PSEUDO
from config.settings import default_settings, parse
from journal.totals import day_start
from journal.trial import STATE_KEY, Phase, Trial, trials_text, with_stop
from tips.trials import trial_habit
from tray import facts, messages, plan
from tray.following import Following
from tray.trial_nudges import kept_trial, on_day, spans, status_text, tips_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from config.settings import Settings
    from journal.store import Journal

SETTINGS = default_settings()


def after(days: int) -> dt.date:
    return DAY + dt.timedelta(days=days)


def trial(habit: TrialHabit, first: Phase = Phase.CHANGED, start: dt.date = DAY) -> Trial:
    return Trial(habit, first, drawn=False, start=start, planned_on=start - dt.timedelta(days=1))


def keep(journal: Journal, *trials: Trial) -> None:
    journal.set_state(STATE_KEY, trials_text(trials))


@pytest.mark.parametrize("habit", TrialHabit)
def test_as_usual_is_quiet_and_changed_comes_daily(habit: TrialHabit) -> None:
    one, kinds = trial(habit), trial_habit(habit).kinds
    changed, usual = on_day(SETTINGS, one, DAY), on_day(SETTINGS, one, after(14))
    assert changed.nudge(kinds[0]).on
    assert len(changed.nudge(kinds[0]).weekdays) == 7
    assert [usual.nudge(kind).on for kind in kinds] == [False] * len(kinds)
    for settings in (changed, usual):
        for kind in set(NudgeKind) - set(kinds):
            assert settings.nudge(kind) == SETTINGS.nudge(kind)
    for day in (after(-1), after(28)):
        assert on_day(SETTINGS, one, day) == SETTINGS
    assert on_day(SETTINGS, None, DAY) == SETTINGS


@given(st.sampled_from(TrialHabit), st.integers(0, 27), st.sampled_from(Phase))
def test_each_day_has_settings_that_a_file_could_hold(
    habit: TrialHabit, ahead: int, first: Phase
) -> None:
    settings = on_day(SETTINGS, trial(habit, first), after(ahead))
    for kind in NudgeKind:
        nudge = settings.nudge(kind)
        timings = (nudge.at, nudge.every_minutes, nudge.before_bedtime_minutes)
        assert sum(timing is not None for timing in timings) == 1


def shows(settings: Settings, one: Trial, days: int) -> dict[int, list[tuple[NudgeKind, str]]]:
    """What comes on which day from the usual one on, and when."""
    start, end = plan.day_range(DAY, days, ZONE)
    found: dict[int, list[tuple[NudgeKind, str]]] = {}
    by_day = spans(settings, one, ZONE, start, end)
    for at, due in plan.simulate_spans(by_day, ZONE, plan.Start(now=start)):
        local = at.astimezone(ZONE)
        found.setdefault((local.date() - DAY).days, []).append((due.kind, f"{local:%H:%M}"))
    return found


def test_the_caffeine_nudge_comes_at_noon_without_and_not_at_all_as_usual() -> None:
    # The clocks change on the nineteenth day.
    found = shows(SETTINGS, trial(TrialHabit.CAFFEINE_AFTER_NOON, start=after(1)), 31)
    times = {
        day: [at for kind, at in nudges if kind is NudgeKind.CAFFEINE]
        for day, nudges in found.items()
    }
    assert [times[day] for day in range(31)] == [
        ["14:30"],
        *[["12:00"]] * 14,
        *[[]] * 14,
        *[["14:30"]] * 2,
    ]


def test_a_trial_that_was_stopped_in_its_first_part_ends_there() -> None:
    [stopped] = with_stop((trial(TrialHabit.DAILY_WALK),), after(2))
    found = shows(SETTINGS, stopped, 20)
    walks = [day for day, nudges in found.items() if NudgeKind.MOVEMENT in dict(nudges)]
    assert walks == [0, 1]


def test_without_a_trial_there_is_one_span() -> None:
    start, end = plan.day_range(DAY, 3, ZONE)
    assert spans(SETTINGS, None, ZONE, start, end) == ((end, SETTINGS),)
    far = trial(TrialHabit.DAILY_WALK, start=after(3))
    assert spans(SETTINGS, far, ZONE, start, end) == ((end, SETTINGS),)


def test_what_comes_half_as_often_does_so_over_the_beginning_of_a_part() -> None:
    one = trial(TrialHabit.DAILY_WALK, start=after(1))
    start, end = plan.day_range(DAY, 3, ZONE)
    eased = {NudgeKind.STRESS: moment("-1 16:00")}
    begin = plan.Start(now=start, eased=eased)
    found = plan.simulate_spans(spans(SETTINGS, one, ZONE, start, end), ZONE, begin)
    stress = [at.astimezone(ZONE).date() for at, due in found if due.kind is NudgeKind.STRESS]
    # Yesterday it came: today it is left out, tomorrow it comes, and then not again.
    assert stress == [after(1)]


def test_the_tips_are_those_of_the_trial_on_its_days_alone() -> None:
    one = trial(TrialHabit.CAFFEINE_AFTER_NOON)
    usual = catalog().tips(NudgeKind.CAFFEINE)
    own = trial_habit(TrialHabit.CAFFEINE_AFTER_NOON).tips
    assert tips_for(one, DAY, NudgeKind.CAFFEINE, usual) == own
    assert tips_for(one, after(14), NudgeKind.CAFFEINE, usual) == usual
    assert tips_for(None, DAY, NudgeKind.CAFFEINE, usual) == usual
    water = catalog().tips(NudgeKind.HYDRATION)
    assert tips_for(one, DAY, NudgeKind.HYDRATION, water) == water


def test_the_status_says_where_it_stands_while_it_runs() -> None:
    one = trial(TrialHabit.DAILY_WALK)
    assert status_text(one, after(2)) == "Self-test: Day 3 of 14 with a short walk a day."
    assert status_text(one, after(-1)) is None
    assert status_text(None, DAY) is None


def test_where_it_stands_is_said_in_the_language(speak: Callable[[str], None]) -> None:
    speak(PSEUDO)
    told = status_text(trial(TrialHabit.DAILY_WALK), after(2))
    assert told is not None
    assert told.startswith("⟦")


def test_a_plan_that_cannot_be_read_stops_no_nudge(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            run.journal.set_state(STATE_KEY, "from a newer Lull")
            assert kept_trial(run.journal) is None
            assert run.desk.status()["next"]["kind"] == "hydration"

    play(scene())


def test_the_status_and_the_plan_go_by_the_trial(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("11:30"), toml="[nudges.hydration]\non = false") as run:
            keep(run.journal, trial(TrialHabit.CAFFEINE_AFTER_NOON))
            status = run.desk.status()
            assert status["text"] == "Next: caffeine cut-off at 12:00"
            assert status["trial"] == "Self-test: Day 1 of 14 without caffeine after noon."
            rows = facts.planned(
                run.journal, run.time.clock, run.desk.settings, catalog(), after(13), 2
            )
            caffeine = [row for row in rows if row["kind"] == "caffeine"]
            assert [row["at"][:16] for row in caffeine] == ["2026-03-23T12:00"]
            assert caffeine[0]["tip"].startswith("caffeine-trial-")

    play(scene())


class Wakes:
    """A schedule that keeps what it was told to follow."""

    def __init__(self) -> None:
        self.settings: list[Settings] = []

    def use(self, settings: Settings) -> None:
        self.settings.append(settings)


def test_the_running_lull_follows_the_plan_from_day_to_day(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time("11:00")
        async with lull(tmp_path, time) as run:
            wakes = Wakes()
            following = Following(run.core, wakes)  # type: ignore[arg-type] # as far as it is used
            await following.review()
            assert wakes.settings == []  # nothing is planned
            keep(run.journal, trial(TrialHabit.CAFFEINE_AFTER_NOON, start=after(1)))
            await following.answer(messages.Changed())
            assert wakes.settings == []  # it begins tomorrow

            time.now = day_start(after(1), ZONE)
            await following.review()
            await run.settle()
            assert wakes.settings[-1].nudge(NudgeKind.CAFFEINE).at is not None
            assert run.core.nudger.settings == wakes.settings[-1]
            assert run.core.desk.settings.nudge(NudgeKind.CAFFEINE).at is None

            # Settings that change meanwhile are the person's own, and the plan stays on top.
            following.use(parse("[limits]\nnudges_per_day = 3"))
            await run.settle()
            assert wakes.settings[-1].limits.nudges_per_day == 3
            assert wakes.settings[-1].nudge(NudgeKind.CAFFEINE).at is not None
            assert run.core.nudger.settings == wakes.settings[-1]

            time.now = day_start(after(29), ZONE)
            await following.review()
            await run.settle()
            assert run.core.nudger.settings == run.core.desk.settings

    play(scene())


def test_a_journal_that_cannot_be_read_ends_no_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("11:00")) as run:
            wakes = Wakes()
            following = Following(run.core, wakes)  # type: ignore[arg-type] # as far as it is used
            keep(run.journal, trial(TrialHabit.CAFFEINE_AFTER_NOON))
            await following.review()
            assert len(wakes.settings) == 1

            def unreadable(_key: str) -> None:
                raise JournalError("The journal cannot be read", "disk I/O error")

            with monkeypatch.context() as patch:
                patch.setattr(run.journal, "state", unreadable)
                following.look()
                following.use(parse("[limits]\nnudges_per_day = 3"))
            assert wakes.settings[-1].nudge(NudgeKind.CAFFEINE).at is not None
            assert len(wakes.settings) == 2

    play(scene())


def test_a_nudge_of_the_trial_says_what_was_planned_and_nothing_of_why(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time("12:00")
        async with lull(tmp_path, time) as run:
            keep(run.journal, trial(TrialHabit.CAFFEINE_AFTER_NOON))
            await run.core.due(NudgeKind.CAFFEINE, time.now)
            await run.settle()
            titles = {tip.title for tip in trial_habit(TrialHabit.CAFFEINE_AFTER_NOON).tips}
            assert run.screen.nudges[-1].title in titles

    play(scene())
