from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest

from config.kinds import TrialHabit
from config.local_time import system_zone
from journal import trial_words as words
from journal.day_words import date_words
from journal.entries import Entry, EntryKind, new_id
from journal.store import Journal
from journal.trial import STATE_KEY, Phase, Trial, trials_from, trials_text
from journal.twitches import TwitchRecord
from tray import control, messages

if TYPE_CHECKING:
    from command_line import Commands

HABITS = "sleep stress caffeine water exercise alcohol"


def today() -> dt.date:
    return dt.datetime.now(system_zone()).date()


def ago(days: int) -> dt.date:
    return today() - dt.timedelta(days=days)


def trial(days_ago: int, **changes: Any) -> Trial:  # noqa: ANN401 - any field of it
    start = ago(days_ago)
    one = Trial(
        TrialHabit.CAFFEINE_AFTER_NOON, Phase.CHANGED, drawn=False, start=start, planned_on=start
    )
    return Trial(**{**{name: getattr(one, name) for name in one.__struct_fields__}, **changes})


def keep(lull: Commands, *trials: Trial) -> None:
    with Journal.open(lull.paths.journal) as journal:
        journal.set_state(STATE_KEY, trials_text(trials))


def kept(lull: Commands) -> tuple[Trial, ...]:
    with Journal.open(lull.paths.journal) as journal:
        return trials_from(journal.state(STATE_KEY))


def facts(lull: Commands, *more: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(lull.text("trial", *more, "--json"))
    return found


def fill(lull: Commands, days: dict[int, tuple[bool, int | None]]) -> None:
    """Of days so long ago: whether a twitch was logged, and the hour of a coffee, if any."""
    with Journal.open(lull.paths.journal) as journal:
        for days_ago, (hit, hour) in days.items():
            at = dt.datetime.combine(ago(days_ago), dt.time(9), system_zone())
            entries = [Entry(new_id(), EntryKind.CHECK_IN, at, HABITS, 6, source="check_in")]
            if hour is not None:
                had = at.replace(hour=hour)
                entries.append(
                    Entry(new_id(), EntryKind.DRINK, had, "coffee", 1, 100, 200, source="menu")
                )
            journal.add_many(entries)
            if hit:
                journal.add_twitch(
                    TwitchRecord(
                        new_id(), at, {"sites": ["eyelid"]}, "self_care", (), advice_shown=True
                    )
                )


def test_without_a_plan_it_says_what_can_be_tried(lull: Commands) -> None:
    text = lull.text("trial")
    assert text.startswith(words.INTRO)
    for habit in TrialHabit:
        assert f"  {habit.replace('_', '-')}: " in text
    found = facts(lull)
    assert found["trial"] is None
    assert found["earlier"] == []
    assert [one["habit"] for one in found["choices"]] == list(map(str, TrialHabit))


def test_the_help_names_the_habits_and_the_lot(lull: Commands) -> None:
    text = " ".join(lull.text("trial", "--help").split())
    assert "a lot draws which come first" in text
    for habit in TrialHabit:
        assert habit.replace("_", "-") in text.replace("- ", "-")


def test_a_plan_is_kept_and_told(lull: Commands) -> None:
    start = ago(-3)
    text = lull.text("trial", "plan", "daily-walk", "--start", str(start), "--first", "with")
    assert text.startswith("It is planned.\n")
    assert f"It begins on {date_words(start)}: two weeks with a short walk a day" in text
    assert f"  {words.LATER}\n" in text
    assert "What can be tried" not in text
    [one] = kept(lull)
    assert (one.habit, one.first, one.drawn, one.start) == (
        TrialHabit.DAILY_WALK,
        Phase.CHANGED,
        False,
        start,
    )
    found = facts(lull)["trial"]
    assert (found["stage"], found["phase"], found["day"]) == ("planned", None, None)
    assert [part["phase"] for part in found["phases"]] == ["changed", "as_usual"]
    assert found["phases"][0]["from"] == str(start)


def test_the_order_is_drawn_by_lot_and_begins_tomorrow(lull: Commands) -> None:
    firsts = set()
    for _ in range(40):
        lull.text("trial", "plan", "wind_down")
        [one] = kept(lull)
        assert one.drawn
        assert one.start == ago(-1)
        firsts.add(one.first)
        assert lull.text("trial", "stop").startswith("It is stopped.\n")
        assert kept(lull) == ()
    assert firsts == set(Phase)


@pytest.mark.parametrize(("word", "first"), [("as-usual", Phase.AS_USUAL), ("without", "changed")])
def test_the_order_can_be_chosen(lull: Commands, word: str, first: str) -> None:
    lull.text("trial", "plan", "late-screen", "--first", word)
    [one] = kept(lull)
    assert one.first == first


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (["plan"], "say what to try; known: caffeine-after-noon"),
        (["plan", "fasting"], "there is no 'fasting'"),
        (["plan", "daily-walk", "--first", "without"], "those with a short walk a day"),
        (["plan", "late-screen", "--first", "with"], "those without a screen"),
        (["plan", "late-screen", "--start", "soon"], '"soon"; write 2026-03-29'),
        (["plan", "late-screen", "--start", "2020-01-01"], "from tomorrow on"),
        (["plan", "late-screen", "--undo"], "--undo goes with trial mark"),
        (["stop"], "see what can be tried"),
        (["stop", "late-screen"], "'late-screen' does not belong here"),
        (["mark", "--start", "2026-01-01"], "does not belong here"),
        (["mark", "--first", "with"], "does not belong here"),
        (["mark", "once"], '"once"; write 2026-03-29'),
        (["begin"], "'begin'"),
    ],
)
def test_what_makes_no_sense_is_refused(lull: Commands, line: list[str], why: str) -> None:
    assert why in lull.refused("trial", *line)
    assert kept(lull) == ()


def test_days_that_went_another_way_are_marked_and_unmarked(lull: Commands) -> None:
    keep(lull, trial(5))
    assert lull.text("trial", "mark").startswith(
        f"Kept: {date_words(today())} did not go as planned.\n"
    )
    text = lull.text("trial", "mark", str(ago(1)))
    assert f"  Did not go as planned: {ago(1)}, {today()}\n" in text
    lull.text("trial", "mark", "--undo")
    assert kept(lull)[0].off_days == (ago(1),)
    assert facts(lull)["trial"]["marked"] == [str(ago(1))]


def test_a_coffee_after_noon_tells_that_a_day_went_another_way(lull: Commands) -> None:
    keep(lull, trial(20, off_days=(ago(19),)))
    # Of the fourteen days without, and of those as usual.
    fill(lull, {19: (False, 15), 18: (False, 12), 17: (False, 11), 3: (False, 15)})
    found = facts(lull)["trial"]
    assert (found["stage"], found["phase"], found["day"]) == ("second", "as_usual", 7)
    assert found["marked"] == [str(ago(19))]
    assert found["off_days"] == [str(ago(19)), str(ago(18))]
    assert found["result"] is None


def test_a_day_that_counts_no_more_is_not_told_of(lull: Commands) -> None:
    keep(lull, trial(4))
    lull.text("trial", "mark", str(ago(1)))
    lull.text("trial", "mark")
    lull.text("trial", "stop")
    found = facts(lull)["trial"]
    assert found["off_days"] == [str(ago(1))]
    assert found["result"]["off_days"] == 1


def test_no_log_tells_how_a_day_of_another_habit_went(lull: Commands) -> None:
    keep(lull, trial(20, habit=TrialHabit.DAILY_WALK))
    fill(lull, {19: (False, 15)})
    assert facts(lull)["trial"]["off_days"] == []


def test_when_it_is_over_both_parts_are_shown(lull: Commands) -> None:
    keep(lull, trial(28))
    days = {28 - day: (day > 13 and day % 4 > 0, None) for day in range(28)}
    fill(lull, days)
    found = facts(lull)["trial"]
    assert found["stage"] == "finished"
    result = found["result"]
    assert result["changed"] == {"days": 14, "twitch_days": 0}
    assert result["as_usual"] == {"days": 14, "twitch_days": 11}
    assert result["verdict"] == "pattern"
    text = lull.text("trial")
    for line in (result["text"], result["gap"], words.ONE_SWITCH, words.KNOWN_DAYS):
        assert f"  {line}\n" in text
    assert "What can be tried" in text


def test_one_that_was_stopped_shows_what_there_is_and_another_can_be_planned(
    lull: Commands,
) -> None:
    keep(lull, trial(4))
    text = lull.text("trial", "stop")
    assert f"You stopped it on {date_words(today())}." in text
    assert "  There is too little to compare: " in text
    assert words.ONE_SWITCH not in text
    text = lull.text("trial", "plan", "slow-breathing")
    assert "\nEarlier\n\nNo caffeine after noon\n" in text
    found = facts(lull)
    assert found["trial"]["habit"] == "slow_breathing"
    assert [one["stage"] for one in found["earlier"]] == ["stopped"]


def test_a_running_lull_hears_of_a_change_and_of_nothing_else(
    lull: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(control, "ask", lambda _path, request: asked.append(request))
    lull.text("trial")
    assert asked == []
    lull.text("trial", "plan", "wind-down")
    assert asked == [messages.Changed()]


def test_the_plan_is_exported_and_imported_as_it_is(lull: Commands) -> None:
    keep(lull, trial(4))
    out = lull.home.parent / "out.json"
    lull.text("export", "--out", str(out))
    keep(lull)
    assert kept(lull) == ()
    lull.text("import", str(out))
    assert kept(lull) == (trial(4),)


def test_the_status_says_where_it_stands(lull: Commands) -> None:
    keep(lull, trial(4))
    assert "  Self-test: Day 5 of 14 without caffeine after noon.\n" in lull.text("status")
