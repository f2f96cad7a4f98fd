"""What holds for every report, whatever is in it."""

from __future__ import annotations

import random
from typing import get_args

import msgspec
import pytest
from advice_cases import days, profiles, reports
from examples import examples
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from config import profile as person
from config.profile import Profile
from tips import report as shapes
from tips.advice import Advice, Level, advise, explain
from tips.report import CORE_SIGNS, SIGNS, Report, TodayFacts

NO_FACTS = TodayFacts()
ABSENT = ("no", "unsure", "long_standing")

EXEMPTING = {"exercise", "hot_weather", "hyperventilation"}
"""The triggers that section 3 names in an exemption."""

EXEMPTED = {"R2", "R7", "U8", "S13", "L4", "L5", "L6", "L7", "SC"}
"""What those exemptions may take away: R2 (worked muscles), R7 (exercise, heat), U8 and S13 (known
over-breathing), and the floors that stand only where no other rule fires."""

LOWERED_BY_CHECK = {"R1", "R2", "R3", "R5", "R7"}

LEVEL_OF_ID = {"E": 4, "U": 3, "S": 2, "R": 1}

plenty = settings(
    max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.filter_too_much]
)


def changed(report: Report, **changes: object) -> Report:
    return msgspec.structs.replace(report, **changes)


def level(report: Report, profile: Profile) -> int:
    return advise(report, profile, NO_FACTS).level.order


@plenty
@given(report=reports(), profile=profiles(), today=days())
def test_every_report_gives_something_to_do(
    report: Report, profile: Profile, today: TodayFacts
) -> None:
    advice = advise(report, profile, today)
    assert advice.headline
    assert advice.rules
    assert advice.why
    assert advice.come_back_if
    assert advice.sources
    assert "not a diagnosis" in advice.notice
    assert all(advice.what_to_do)
    # Somebody in a crisis is not told of guidance.
    told = any("published guidance suggests" in line for line in advice.what_to_do)
    assert told is ("E13" not in advice.rules)
    assert not any("{" in line for line in (*advice.what_to_do, *advice.come_back_if, *advice.why))
    assert not any("{" in habit.text or not habit.source for habit in advice.habits)
    assert advice.to_json() == msgspec.json.decode(msgspec.json.encode(advice.to_json()))
    assert explain(advice)


@plenty
@given(report=reports(), profile=profiles())
@example(
    report=Report(
        sites=("calf",),
        since_days=1,
        kind="flicker",
        signs={"_core": "all_no", "neck_arm_pain": "yes"},
    ),
    profile=Profile(age_band="16_39", medicines=(), conditions=()),
)
def test_nobody_sent_to_a_doctor_reads_that_nothing_calls_for_one(
    report: Report, profile: Profile
) -> None:
    advice = advise(report, profile, NO_FACTS)
    shown = " ".join((*advice.why, *(rule.reason for rule in explain(advice))))
    self_care = advice.level is Level.SELF_CARE
    assert ("nothing here calls for a doctor" in shown) is self_care
    assert ("SC" in advice.rules) is self_care


@plenty
@given(report=reports(), profile=profiles(), today=days())
def test_an_emergency_shows_a_number_and_no_habits(
    report: Report, profile: Profile, today: TodayFacts
) -> None:
    advice = advise(report, profile, today)
    emergency = advice.level is Level.EMERGENCY
    assert (advice.emergency_number is not None) is emergency
    if emergency:
        assert not advice.habits
        assert not advice.offers
        assert any("Do not drive yourself" in line for line in advice.what_to_do)
        assert all(rule.id.startswith("E") for rule in explain(advice))


@plenty
@given(report=reports(), profile=profiles(), sign=st.sampled_from(tuple(SIGNS)), data=st.data())
def test_adding_a_warning_sign_never_lowers(
    report: Report, profile: Profile, sign: str, data: st.DataObject
) -> None:
    assume(report.signs.get(sign, "no") in ABSENT)
    answer = data.draw(st.sampled_from([one for one in SIGNS[sign] if one not in ABSENT]))
    more = changed(report, signs={**report.signs, sign: answer})
    assert level(more, profile) >= level(report, profile)


@plenty
@given(report=reports(), profile=profiles(), sign=st.sampled_from(tuple(SIGNS)))
def test_not_being_sure_never_lowers(report: Report, profile: Profile, sign: str) -> None:
    calm = changed(report, signs={**report.signs, sign: "no"})
    unsure = changed(report, signs={**report.signs, sign: "unsure"})
    assert level(unsure, profile) >= level(calm, profile)


@plenty
@given(report=reports(), profile=profiles(), sign=st.sampled_from(tuple(CORE_SIGNS)))
def test_a_faster_course_never_lowers(report: Report, profile: Profile, sign: str) -> None:
    courses = [one for one in ("weeks", "days", "sudden") if one in SIGNS[sign]]
    levels = [
        level(changed(report, signs={**report.signs, sign: course}), profile) for course in courses
    ]
    assert levels == sorted(levels)


@plenty
@given(report=reports(), profile=profiles(), data=st.data())
def test_removing_a_calm_answer_never_lowers(
    report: Report, profile: Profile, data: st.DataObject
) -> None:
    calm = [key for key, answer in report.signs.items() if answer in (*ABSENT[::2], "all_no")]
    assume(calm)
    gone = data.draw(st.sampled_from(calm))
    less = {key: answer for key, answer in report.signs.items() if key != gone}
    before, after = level(report, profile), level(changed(report, signs=less), profile)
    assert after >= before
    # A core sign that falls back on "all no" is answered; any other one that is open is not.
    if gone in CORE_SIGNS and "_core" not in less:
        assert after > Level.SELF_CARE.order


@plenty
@given(report=reports(), profile=profiles(), data=st.data())
def test_a_field_that_is_not_known_never_lowers_below_its_calmest_answer(
    report: Report, profile: Profile, data: st.DataObject
) -> None:
    name, answers = data.draw(
        st.sampled_from(
            [
                ("spread", get_args(shapes.Spread)),
                ("kind", get_args(shapes.Kind)),
                ("bout", get_args(shapes.Bout)),
                ("frequency", get_args(shapes.Frequency)),
                ("trend", get_args(shapes.Trend)),
                ("troublesome", (True, False)),
                ("worry_high", (True, False)),
                ("checked_by_doctor", get_args(shapes.CheckedByDoctor)),
                ("triggers", ((),)),
                ("medicine_change", get_args(shapes.MedicineChange)),
                ("ms_relapse", get_args(shapes.Relapse)),
            ]
        )
    )
    calmest = min(level(changed(report, **{name: answer}), profile) for answer in answers)
    assert level(changed(report, **{name: None}), profile) >= calmest


@plenty
@given(report=reports(), profile=profiles(), trigger=st.sampled_from(get_args(shapes.Trigger)))
def test_adding_a_trigger_never_lowers(
    report: Report, profile: Profile, trigger: shapes.Trigger
) -> None:
    more = changed(report, triggers=(*(report.triggers or ()), trigger))
    before, after = advise(report, profile, NO_FACTS), advise(more, profile, NO_FACTS)
    if trigger not in EXEMPTING:
        assert after.level.order >= before.level.order
    assert set(before.rules) - set(after.rules) <= (EXEMPTED if trigger in EXEMPTING else FLOORS)


@plenty
@given(
    report=reports(),
    profile=profiles(),
    medicine=st.sampled_from(get_args(person.Medicine)),
    condition=st.sampled_from(get_args(person.Condition)),
)
def test_a_medicine_or_a_condition_never_lowers(
    report: Report, profile: Profile, medicine: person.Medicine, condition: person.Condition
) -> None:
    more = msgspec.structs.replace(
        profile,
        medicines=(*(profile.medicines or ()), medicine),
        conditions=(*(profile.conditions or ()), condition),
    )
    # Not to have told them at all is a floor of its own.
    none = msgspec.structs.replace(
        profile, medicines=profile.medicines or (), conditions=profile.conditions or ()
    )
    assert level(report, more) >= level(report, none)


FLOORS = {"L4", "L5", "L6", "L7", "SC"}
"""What stands only where no other rule fires."""


@plenty
@given(report=reports(), profile=profiles())
def test_a_doctors_look_lowers_only_what_section_4_names(report: Report, profile: Profile) -> None:
    before = advise(changed(report, checked_by_doctor="no"), profile, NO_FACTS)
    after = advise(changed(report, checked_by_doctor="yes_no_change"), profile, NO_FACTS)
    gone = set(before.rules) - set(after.rules) - FLOORS
    settled = "hyperventilation" in (report.triggers or ()) and report.trend == "easing"
    # That over-breathing is known is what the table itself asks for in U8 and S13.
    assert gone <= LOWERED_BY_CHECK | ({"U8", "S13"} if settled else set())
    changed_since = advise(changed(report, checked_by_doctor="yes_changed"), profile, NO_FACTS)
    assert changed_since.level is before.level


@plenty
@given(report=reports(), profile=profiles(), today=days())
def test_what_was_logged_today_never_changes_the_level(
    report: Report, profile: Profile, today: TodayFacts
) -> None:
    assert advise(report, profile, today).rules == advise(report, profile, NO_FACTS).rules


@plenty
@given(report=reports(), profile=profiles(), words=st.text(max_size=80))
@example(
    report=Report(sites=("eyelid",), since_days=0, signs={}),
    profile=Profile(),
    words="my face is drooping",
)
def test_free_text_never_lowers(report: Report, profile: Profile, words: str) -> None:
    silent = level(changed(report, free_text=None), profile)
    assert level(changed(report, free_text=words), profile) >= silent


@plenty
@given(report=reports(), profile=profiles(), seed=st.integers())
def test_order_and_doubles_never_matter(report: Report, profile: Profile, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - an order, not a secret

    def mixed(items: tuple[str, ...] | None) -> tuple[str, ...] | None:
        return None if items is None else tuple(chance.sample(items, len(items))) + items[:1]

    signs = list(report.signs.items())
    chance.shuffle(signs)
    other = changed(
        report, sites=mixed(report.sites), triggers=mixed(report.triggers), signs=dict(signs)
    )
    same = msgspec.structs.replace(
        profile, medicines=mixed(profile.medicines), conditions=mixed(profile.conditions)
    )
    assert advise(other, same, NO_FACTS) == advise(report, profile, NO_FACTS)


@pytest.mark.parametrize("signs", [{"weakness": "perhaps"}, {"weakness": ""}])
def test_an_answer_that_cannot_be_read_counts_as_not_sure(signs: dict[str, str]) -> None:
    report = Report(
        sites=("calf",), since_days=1, kind="flicker", signs={"_core": "all_no"} | signs
    )
    assert "S16" in advise(report, Profile(), NO_FACTS).rules


def test_all_rules_are_named_the_most_urgent_first() -> None:
    report = Report(
        sites=("tongue", "calf"), since_days=30, kind="jerk", signs={"weakness": "days"}
    )
    advice: Advice = advise(report, Profile(medicines=("lithium",)), NO_FACTS)
    ranks = [LEVEL_OF_ID[rule_id[0]] for rule_id in advice.rules]
    assert ranks == sorted(ranks, reverse=True)
    assert len(ranks) > 5
