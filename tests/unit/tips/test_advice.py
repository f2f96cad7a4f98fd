from __future__ import annotations

from typing import Any

import pytest

from config.profile import Profile
from tips.advice import Advice, Level, advise, explain, not_told
from tips.advice_texts import quote, shipped_texts
from tips.report import Report, TodayFacts

CALM: dict[str, Any] = {
    "sites": ("eyelid",),
    "since_days": 3,
    "kind": "flicker",
    "signs": {"_core": "all_no"},
}

TOLD = Profile(age_band="16_39", medicines=(), conditions=())


def advice_for(
    profile: Profile | None = None, today: TodayFacts | None = None, **changes: object
) -> Advice:
    fields: dict[str, Any] = {**CALM, **changes}
    fields["signs"] = {**CALM["signs"], **fields["signs"]}
    report = Report(**fields)
    return advise(report, profile or TOLD, today or TodayFacts())


def habit(advice: Advice, trigger: str) -> str:
    return next((each.text for each in advice.habits if each.trigger == trigger), "")


def test_the_person_reads_their_own_answers() -> None:
    why = advice_for(since_days=21, signs={"numbness": "weeks"}).why
    assert why[0] == (
        "You said: it began at most 21 days ago. "
        "You have new numbness or pins and needles (over weeks)."
    )
    assert why[1].startswith("Guidance says to see a doctor about a twitch that lasts")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("since_days", "0", "it began today"),
        ("since_days", "1", "it began yesterday"),
        ("since_days", "2", "it began at most 2 days ago"),
        ("since_days", "14", "it began at most 14 days ago"),
        ("since_days", "999", "it began at most 999 days ago"),
        ("since_days", "1000", "it began more than a year ago"),
        ("since_days", "1012", "it began more than a year ago"),
        ("weakness", "sudden", "(all of a sudden)"),
        ("swallowing", "cannot", "(you cannot at all now)"),
        ("chest_pain", "unsure", "you are not sure if you have chest pain"),
        ("places", "several_places", "it is in several places"),
        ("kind", "jerk", "it is a jerk"),
        ("troublesome", "yes", "it bothers you"),
    ],
)
def test_an_answer_is_quoted(field: str, value: str, said: str) -> None:
    assert said in quote(field, value, shipped_texts())


@pytest.mark.parametrize(
    ("field", "value"),
    [("weakness", "no"), ("weakness", "long_standing"), ("kind", "unknown"), ("pregnant", "no")],
)
def test_what_speaks_for_nothing_is_not_quoted(field: str, value: str) -> None:
    assert not quote(field, value, shipped_texts())


def test_reasons_are_few_but_all_are_explained() -> None:
    advice = advice_for(
        Profile(medicines=("lithium", "statin", "diuretic"), conditions=("kidney_disease",)),
        sites=("calf", "hand"),
        since_days=30,
        signs={"cramps": "yes", "vomiting_diarrhoea": "yes", "weak_feeling": "yes"},
    )
    reasons = [line for line in advice.why if not line.startswith("You said")]
    assert len(reasons) == 5 < len(advice.rules)
    assert [rule.id for rule in explain(advice)] == list(advice.rules)
    first = explain(advice)[0]
    assert (first.id, first.reason) == ("U3", reasons[0])
    assert first.sources == (
        "NHS, on statins and muscle pain (second-hand, from the press) (checked 22 November 2026)",
    )


@pytest.mark.parametrize(
    ("profile", "missing"),
    [
        (Profile(), "your age, what you live with, which medicines you take"),
        (Profile(medicines=(), conditions=()), "your age"),
        (Profile(age_band="60_plus", conditions=()), "which medicines you take"),
        (Profile(age_band="16_39", medicines=()), "what you live with"),
    ],
)
def test_where_nothing_but_missing_answers_calls_for_a_visit_the_headline_offers_both_ways(
    profile: Profile, missing: str
) -> None:
    advice = advice_for(profile)
    assert advice.level is Level.ROUTINE_SEE_DOCTOR
    assert advice.waits_for_answers
    assert advice.headline.startswith("See your doctor in the next few weeks, or answer the open")
    assert advice.to_json()["headline"] == advice.headline
    assert advice.what_to_do[0].startswith(f"Not told yet: {missing}. Say it, even if it is none.")
    # Once is enough.
    assert not any("still open about you" in line for line in advice.what_to_do)
    assert not_told(profile) == missing
    # The level, its time and what to watch for stay.
    assert advice.next_step == advice.what_to_do[1]
    assert "See your doctor in the next few weeks." in advice.next_step
    assert any(line.startswith("Get help now if") for line in advice.come_back_if)
    assert set(advice.rules) <= {"L6", "L7"}


def test_with_ms_the_team_is_named_where_an_answer_is_missing_too() -> None:
    advice = advice_for(Profile(age_band="16_39", conditions=("ms",)), ms_relapse="no")
    assert advice.waits_for_answers
    assert advice.headline.startswith("See your doctor or MS team in the next few weeks, or answer")
    assert "your MS team" in advice.next_step
    assert "MS team" in advice.come_back_if[0]


@pytest.mark.parametrize(
    ("changes", "headline"),
    [
        ({"since_days": 21}, "Book a visit to your doctor in the next few weeks"),
        ({"kind": "jerk"}, "Book a visit to your doctor in the next few weeks"),
        ({"kind": "cramp_lock"}, "Book a visit to your doctor in the next few weeks"),
        ({"signs": {"_core": ""}}, "Book a visit to your doctor in the next few weeks"),
        ({"signs": {"wasting": "yes"}}, "Contact your doctor in the next 1 to 3 days"),
    ],
)
def test_where_anything_else_calls_for_a_visit_the_visit_comes_first(
    changes: dict[str, Any], headline: str
) -> None:
    advice = advice_for(Profile(), **changes)
    assert not advice.waits_for_answers
    assert advice.headline == headline
    assert advice.next_step == f"{headline}."


def test_a_rule_of_another_lull_is_left_out_of_the_explanation() -> None:
    advice = advice_for()
    older = Advice(**{**advice_fields(advice), "rules": ("R99", "SC")})
    assert [rule.id for rule in explain(older)] == ["SC"]


def advice_fields(advice: Advice) -> dict[str, Any]:
    return {name: getattr(advice, name) for name in Advice.__slots__}


def test_an_emergency_speaks_of_nothing_else() -> None:
    advice = advice_for(
        today=TodayFacts(country="GB", caffeine_mg=900),
        triggers=("caffeine", "sleep"),
        since_days=90,
        worry_high=True,
        signs={"face_droop": "yes", "weakness": "weeks"},
    )
    assert advice.level is Level.EMERGENCY
    assert advice.emergency_number == "999"
    assert "Call 999." in advice.what_to_do[0]
    assert advice.habits == advice.offers == ()
    assert "caffeine" not in str(advice).lower()
    assert {"S1", "R1"} <= set(advice.rules)
    assert [rule.id for rule in explain(advice)] == ["E1"]


def test_a_crisis_is_spoken_of_first() -> None:
    advice = advice_for(
        today=TodayFacts(country="US"), signs={"suicidal": "yes", "chest_pain": "yes"}
    )
    assert advice.rules[:2] == ("E13", "E6")
    assert advice.headline == "Help is there for you right now"
    assert any("988" in line for line in advice.what_to_do)
    assert "Thank you for saying so" in advice.why[1]


def test_a_crisis_that_is_not_sure_is_taken_as_one_to_talk_about_today() -> None:
    advice = advice_for(signs={"suicidal": "unsure"})
    assert advice.level is Level.URGENT_SAME_DAY
    assert any("crisis line" in line for line in advice.what_to_do)


def test_where_a_medicine_may_play_a_part_the_call_comes_before_the_next_dose() -> None:
    advice = advice_for(Profile(medicines=("statin",)), signs={"muscle_pain": "yes"})
    assert any("before your next dose, and ask whether to take it" in s for s in advice.what_to_do)
    assert "before your next dose" not in habit(advice, "medication")
    text = " ".join(advice.what_to_do)
    assert text.count("A medicine may play a part") == 1


def test_a_stopped_medicine_is_for_who_prescribed_it() -> None:
    advice = advice_for(Profile(medicines=("ssri_snri",)), medicine_change="stopped_or_missed")
    assert "what to do next" in habit(advice, "medication")
    assert "restart" not in str(advice)


def test_the_ms_team_is_for_people_with_ms() -> None:
    with_ms = advice_for(Profile(conditions=("ms",)), ms_relapse="yes")
    assert with_ms.headline == "Contact your MS team soon"
    assert any("infection" in line for line in with_ms.what_to_do)
    assert "MS team" not in str(advice_for(signs={"balance": "yes"}))


def test_under_16_is_told_whom_to_ask() -> None:
    for signs in ({}, {"wasting": "yes"}, {"fever_unwell": "yes"}):
        advice = advice_for(Profile(age_band="under_16"), signs=signs)
        assert "parent" in advice.what_to_do[0]


def test_open_safety_questions_bring_the_list_of_warning_signs() -> None:
    report = Report(sites=("eyelid",), since_days=1, signs={})
    advice = advise(report, Profile(), TodayFacts(country="NZ"))
    assert "R11" in advice.rules
    assert len(advice.come_back_if) == len(shipped_texts().red_flags)
    assert "Call 111." in advice.come_back_if[0]


def test_worry_adds_an_offer_and_no_urgency() -> None:
    calm, worried = advice_for(troublesome=True), advice_for(troublesome=True, worry_high=True)
    assert calm.level is worried.level is Level.ROUTINE_SEE_DOCTOR
    assert calm.offers == ()
    assert "good reason to talk to a doctor" in worried.offers[0]


def test_what_was_logged_today_is_named() -> None:
    today = TodayFacts(caffeine_mg=413.0, sleep_hours=5.4)
    advice = advice_for(today=today)
    assert "You logged about 410 mg of caffeine today." in habit(advice, "caffeine")
    assert "You logged about 5.5 hours of sleep" in habit(advice, "sleep")


def test_a_usual_day_brings_up_nothing_that_was_not_ticked() -> None:
    today = TodayFacts(caffeine_mg=240, sleep_hours=6.5, alcohol_units=2, exercise_minutes=30)
    assert advice_for(today=today).habits == ()
    assert "240 mg" in habit(advice_for(today=today, triggers=("caffeine",)), "caffeine")


@pytest.mark.parametrize("amount", [float("nan"), float("inf"), -3.0, -1e308, 0.0])
def test_a_figure_that_makes_no_sense_is_not_named(amount: float) -> None:
    today = TodayFacts(caffeine_mg=amount, sleep_hours=amount)
    words = habit(advice_for(today=today, triggers=("caffeine",)), "caffeine")
    assert words.startswith("Caffeine may play a part.")


def test_pregnancy_has_its_own_limit() -> None:
    expecting = Profile(age_band="16_39", medicines=(), conditions=(), pregnant="yes")
    words = habit(advice_for(expecting, triggers=("caffeine",)), "caffeine")
    assert "200 mg of caffeine a day" in words
    logged = advice_for(expecting, TodayFacts(caffeine_mg=230))
    assert "about 230 mg" in habit(logged, "caffeine")
    assert "400" not in str(logged)
    assert any("next visit" in line for line in logged.what_to_do)


@pytest.mark.parametrize(
    ("profile", "today"),
    [
        (Profile(), TodayFacts(limit_fluids=True)),
        (Profile(conditions=("kidney_disease",)), TodayFacts()),
        (Profile(conditions=("heart_failure",)), TodayFacts()),
    ],
)
def test_who_limits_fluids_is_not_told_to_drink(profile: Profile, today: TodayFacts) -> None:
    words = habit(advice_for(profile, today, triggers=("hydration",)), "hydration")
    assert "Your own team" in words
    assert "glass" not in words
    assert "glass" in habit(advice_for(triggers=("hydration",)), "hydration")


def test_a_teenager_is_not_advised_like_an_adult() -> None:
    teenager = Profile(age_band="under_16")
    words = advice_for(teenager, triggers=("caffeine", "sleep", "alcohol"))
    assert "400 mg" not in str(words)
    assert "Seven hours" not in str(words)
    assert "under 16" in habit(words, "alcohol")


def test_eyes_and_sleep_are_not_told_to_stretch() -> None:
    assert not any("massage" in line for line in advice_for().what_to_do)
    assert any("massage" in line for line in advice_for(sites=("calf",)).what_to_do)
    assert not any("massage" in line for line in advice_for(kind="sleep_jerk").what_to_do)


def test_a_checked_twitch_is_told_to_go_back_when_it_changes() -> None:
    advice = advice_for(since_days=400, checked_by_doctor="yes_no_change")
    assert advice.level is Level.SELF_CARE
    assert not any("two weeks" in line for line in advice.come_back_if)


def test_the_printed_object_has_every_part() -> None:
    printed = advice_for(triggers=("caffeine",)).to_json()
    assert list(printed) == [
        *("level", "rules", "headline", "what_to_do", "why", "come_back_if", "habits"),
        *("sources", "notice"),
    ]
    assert printed["level"] == "self_care"
    assert set(printed["habits"][0]) == {"trigger", "text", "source"}


def test_a_sign_of_the_note_is_quoted_as_such() -> None:
    why = advice_for(free_text="tight chest").why
    assert why[0].startswith("Your note mentions something like this: you have chest pain")
    assert not any("not sure" in line or line.startswith("You said") for line in why)


def test_jolts_on_falling_asleep_have_words_of_their_own() -> None:
    for days in (3, 400):
        advice = advice_for(kind="sleep_jerk", sites=("all_over",), since_days=days)
        assert advice.level is Level.SELF_CARE
        shown = str((advice.why, advice.come_back_if))
        assert "again" not in shown
        assert "other places" not in shown
        assert "days to a few weeks" not in shown


def test_a_new_twitch_usually_settles_and_an_old_one_is_not_told_so() -> None:
    assert "usually settle in days" in str(advice_for().why)
    old = advice_for(since_days=90, checked_by_doctor="yes_no_change")
    assert old.level is Level.SELF_CARE
    assert "usually settle" not in str(old)


def test_a_crisis_keeps_what_an_emergency_needs() -> None:
    both = advice_for(signs={"suicidal": "yes", "poison_bite_overdose": "yes"})
    assert "If it goes away, still get help now." in both.come_back_if
    assert any("Bring the packet" in line for line in both.what_to_do)
    assert sum("crisis line" in line for line in both.what_to_do) == 1
    assert "suggests" not in str(both.what_to_do)
    alone = advice_for(signs={"suicidal": "yes"})
    assert "If it goes away, still get help now." not in alone.come_back_if
    assert not any("packet" in line for line in alone.what_to_do)


def test_the_jaw_is_spoken_of_only_where_it_locks() -> None:
    assert "jaw" not in str(advice_for(signs={"poison_bite_overdose": "yes"}).why)
    assert any("A jaw that locks" in line for line in advice_for(signs={"jaw_lock": "yes"}).why)


def test_a_weak_feeling_is_called_harmless_only_where_nothing_is_more_urgent() -> None:
    assert "harmless" in str(advice_for(signs={"weak_feeling": "yes"}).why)
    higher = advice_for(signs={"weak_feeling": "yes", "wasting": "yes"})
    assert "R3" in higher.rules
    assert "harmless" not in str(higher)


def test_ms_and_a_simple_twitch_still_names_the_team() -> None:
    with_ms = Profile(age_band="16_39", medicines=(), conditions=("ms",))
    advice = advice_for(with_ms, ms_relapse="no")
    assert advice.level is Level.SELF_CARE
    assert advice.come_back_if[0].startswith("Contact your MS team within a day or two")


def test_no_habit_explains_a_twitch_away_that_a_doctor_should_see_soon() -> None:
    triggers = ("caffeine", "sleep", "stress", "alcohol", "exercise", "cold", "hyperventilation")
    soon = advice_for(triggers=triggers, signs={"wasting": "yes"})
    assert [each.trigger for each in soon.habits] != []
    assert "may play a part" not in str(soon)
    assert "often twitch" not in str(soon)
    assert "Stress may play a part." in habit(advice_for(triggers=triggers), "stress")


@pytest.mark.parametrize(
    "profile",
    [
        Profile(medicines=(), conditions=()),
        Profile(age_band="16_39", conditions=()),
        Profile(age_band="16_39", medicines=()),
    ],
)
def test_who_told_nothing_of_themselves_is_told_that_it_counts(profile: Profile) -> None:
    advice = advice_for(profile)
    assert advice.level is Level.ROUTINE_SEE_DOCTOR
    assert any(line.startswith("You did not say") for line in advice.why)
    assert any("even if it is none" in line for line in advice.what_to_do)
    assert not any("Simple steps are meant" in line for line in advice.why)
    # Beside a reason of another kind it is a step like others.
    beside = advice_for(profile, kind="ripple_constant")
    assert not beside.waits_for_answers
    assert sum("what is still open about you" in line for line in beside.what_to_do) == 1


def test_advice_about_a_medicine_is_given_once() -> None:
    for profile, change in (
        (Profile(medicines=("lithium",)), "started_or_increased"),
        (Profile(medicines=("ssri_snri",)), "stopped_or_missed"),
        (Profile(medicines=("baclofen",)), "stopped_or_missed"),
        (Profile(medicines=("diuretic",)), "none"),
    ):
        advice = advice_for(profile, medicine_change=change)
        assert habit(advice, "medication")
        shown = " ".join((*advice.what_to_do, *(each.text for each in advice.habits)))
        assert shown.count("may play a part") <= 1
        assert shown.lower().count("pharmacist") <= 1
