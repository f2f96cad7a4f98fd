from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from config.clock import TimeOfDay
from config.errors import CatalogError
from config.kinds import NudgeKind, TrialHabit
from tips.blocklist import broken_rules
from tips.catalog import load_catalog
from tips.tip_rules import NUDGE_RULES
from tips.trials import FILE, load_trial_habits, trial_habit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_every_habit_can_be_tried() -> None:
    habits = load_trial_habits()
    assert list(habits) == list(TrialHabit)
    for habit, facts in habits.items():
        assert trial_habit(habit) == facts
        assert facts.changed.startswith("with " if facts.adds else "without ")
        assert facts.sources


@pytest.mark.parametrize("habit", TrialHabit)
def test_its_tips_may_stand_in_notifications_and_have_names_of_their_own(habit: TrialHabit) -> None:
    facts = trial_habit(habit)
    usual = load_catalog(facts.kinds)
    for tip in facts.tips:
        assert tip.kind is facts.kinds[0]
        assert usual.tip(tip.id) is None
        assert broken_rules(f"{tip.title}. {tip.text}", NUDGE_RULES) == ()


def test_nobody_is_asked_to_leave_out_what_may_not_stop_suddenly() -> None:
    for facts in load_trial_habits().values():
        said = f"{facts.name} {facts.what} {facts.changed}".lower()
        assert "alcohol" not in said
        assert "medicine" not in said
        assert NudgeKind.ALCOHOL not in facts.kinds
        assert NudgeKind.HYDRATION not in facts.kinds


def test_caffeine_ends_at_noon_and_screens_an_hour_before_bed() -> None:
    assert trial_habit(TrialHabit.CAFFEINE_AFTER_NOON).at == TimeOfDay(720)
    assert trial_habit(TrialHabit.LATE_SCREEN).before_bedtime_minutes == 60


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('habit = "wind_down"', 'habit = "daily_walk"', "each habit is wanted once"),
        ("adds = false", "adds = true", "does not go with"),
        ('at = "12:00"', 'at = "12:00"\nbefore_bedtime_minutes = 60', "two times"),
        ("The morning stays as it is.", "Stop your medicine.", "1-stop-medicine"),
        ('id = "caffeine-trial-noon"', 'id = "trial-noon"', "begin with its kind"),
        ("without caffeine after noon", "no caffeine", "changed"),
    ],
)
def test_a_damaged_file_is_told_of(
    data: Path, spoil: Callable[[str, str, str], None], old: str, new: str, why: str
) -> None:
    spoil(FILE, old, new)
    with pytest.raises(CatalogError, match=why):
        load_trial_habits(data)
