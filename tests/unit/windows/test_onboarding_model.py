"""What the welcome's answers change in the settings."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from config.kinds import NudgeKind
from config.settings import default_settings, load, parse
from config.write import set_values
from tips.blocklist import CLAIMS, UNSAFE
from tips.nudge_words import NAMED_DISEASES, PAGE_TONE
from tips.wording import wording_problem
from windows import onboarding_words, profile_model
from windows.onboarding_model import (
    Answers,
    answers_from,
    changes,
    hours_problem,
    times,
    when,
)
from windows.profile_model import NONE, agreeing, from_choices, to_choices

if TYPE_CHECKING:
    from config.paths import Paths

DEFAULT = answers_from(default_settings())


def test_answers_that_were_not_touched_change_nothing() -> None:
    assert changes(DEFAULT, DEFAULT) == {}


def test_only_what_was_touched_is_written() -> None:
    after = dataclasses.replace(DEFAULT, bedtime="21:30", age_band="40_49")
    assert changes(DEFAULT, after) == {"day.bedtime": "21:30", "profile.age_band": "40_49"}


def test_both_ends_of_the_active_hours_are_written_together() -> None:
    after = dataclasses.replace(DEFAULT, active_until="24:00")
    assert changes(DEFAULT, after) == {"day.active_hours": ["08:00-24:00"]}


def test_several_ranges_stay_as_they_are_until_a_time_is_changed() -> None:
    settings = parse('[day]\nactive_hours = ["09:00-12:00", "14:00-18:00"]\n')
    before = answers_from(settings)
    assert (before.active_from, before.active_until) == ("09:00", "12:00")
    assert changes(before, before) == {}


def test_a_quiet_week_offers_the_usual_hours() -> None:
    answers = answers_from(parse("[day]\nactive_hours = []\n"))
    assert (answers.active_from, answers.active_until) == ("08:00", "22:00")


def test_a_nudge_is_switched_by_itself() -> None:
    after = dataclasses.replace(
        DEFAULT, nudges=DEFAULT.nudges - {NudgeKind.STRESS} | {NudgeKind.SCREEN}
    )
    assert changes(DEFAULT, after) == {"nudges.stress.on": False, "nudges.screen.on": True}


def test_what_is_taken_back_is_not_known_any_more() -> None:
    before = dataclasses.replace(DEFAULT, pregnant="yes", conditions=("ms",))
    assert changes(before, DEFAULT) == {"profile.pregnant": None, "profile.conditions": None}


def test_none_of_these_is_an_answer_and_nothing_ticked_is_not() -> None:
    none = dataclasses.replace(DEFAULT, conditions=(), medicines=())
    assert changes(DEFAULT, none) == {"profile.conditions": [], "profile.medicines": []}
    assert changes(none, none) == {}
    for known in (None, (), ("ms",)):
        assert from_choices(to_choices(known)) == known


def test_none_of_these_and_one_of_the_list_exclude_each_other() -> None:
    assert agreeing(("ms", NONE), ("ms",)) == (NONE,)
    assert agreeing(("ms", NONE), (NONE,)) == ("ms",)
    assert agreeing((NONE,), ()) == (NONE,)
    assert agreeing(("ms", "epilepsy"), ("ms",)) == ("ms", "epilepsy")


def test_everything_that_can_be_answered_is_written_and_read_again(paths: Paths) -> None:
    after = Answers(
        bedtime="00:30",
        active_from="22:00",
        active_until="06:00",
        nudges=frozenset({NudgeKind.SLEEP}),
        age_band="60_plus",
        country="GB",
        pregnant="no",
        limit_fluids=True,
        conditions=("ms", "kidney_disease"),
        medicines=("lithium",),
    )
    set_values(paths.settings, changes(DEFAULT, after))
    assert answers_from(load(paths.settings)) == after


def test_active_hours_of_no_length_are_told_of() -> None:
    assert hours_problem("08:00", "22:00") == ""
    assert hours_problem("22:00", "06:00") == ""
    assert hours_problem("08:00", "08:00").startswith("These two times are the same.")


def test_a_time_of_the_persons_own_is_among_those_offered() -> None:
    assert "22:10" in times("22:10")
    assert len(times("22:10")) == 49
    assert times("22:00", end_of_day=True)[-1] == "24:00"
    assert "00:00" not in times("22:00", end_of_day=True)


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        (NudgeKind.CAFFEINE, "Once, 8 hours before bedtime."),
        (NudgeKind.SLEEP, "Once, 45 minutes before bedtime."),
        (NudgeKind.STRESS, "At 16:00."),
        (NudgeKind.HYDRATION, "Every 2 hours, in your active hours."),
    ],
)
def test_a_nudge_says_when_it_comes(kind: NudgeKind, line: str) -> None:
    assert when(default_settings().nudge(kind)) == line


def test_an_hour_is_said_without_a_number() -> None:
    settings = parse("[nudges.hydration]\nevery_minutes = 60\n")
    assert when(settings.nudge(NudgeKind.HYDRATION)) == "Every hour, in your active hours."


_TOLD_WORDS = (
    *("LEAD", "REMEMBER", "REMEMBER_HELP", "REMEMBERED"),
    *("AGE", "CONDITIONS", "MEDICINES_HELP"),
)


def said() -> list[str]:
    words: list[str] = []
    told = vars(profile_model)
    words += [told[name] for name in _TOLD_WORDS]
    for name, value in vars(onboarding_words).items():
        if isinstance(value, str) and name.isupper():
            words.append(value.format(most=4))
        elif isinstance(value, tuple):
            words += value
    return [*words, *onboarding_words.NUDGES.values()]


@pytest.mark.parametrize("words", said())
def test_the_welcome_is_easy_to_read_and_promises_nothing(words: str) -> None:
    rules = (*UNSAFE, *CLAIMS, *PAGE_TONE, NAMED_DISEASES)
    assert wording_problem(words, rules, 8.0) == ""


def test_every_nudge_has_a_name() -> None:
    assert set(onboarding_words.NUDGES) == set(NudgeKind)


def test_the_two_nudges_to_breathe_say_how_they_differ() -> None:
    names = onboarding_words.NUDGES
    assert names[NudgeKind.STRESS].endswith(": a pause in the day")
    assert names[NudgeKind.BREATHING].endswith(": ways to breathe")
