"""The questions in their order: which comes when, and what the answers say."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from config.profile import Profile
from tips.advice import Level, advise
from tips.questions import core_questions
from tips.report import CORE_SIGNS, Report, TodayFacts
from tray.twitch_answers import (
    Answers,
    Ask,
    Earlier,
    Known,
    Step,
    answered,
    before,
    before_last,
    only_counts,
    profile_of,
    report_of,
    signs_of,
)
from tray.twitch_form import asks, in_words, next_ask


def is_emergency(report: Report, profile: Profile) -> bool:
    return advise(report, profile, TodayFacts()).level is Level.EMERGENCY


ADULT = Profile(age_band="16_39", conditions=(), medicines=(), pregnant="no")
KNOWN = Known(is_emergency, ADULT)
EYELID: Answers = {
    "sites": ["eyelid"],
    "kind": "flicker",
    "since_days": 3,
    "bout": None,
    "frequency": None,
    "trend": None,
    "troublesome": None,
    "worry_high": None,
    "triggers": ["caffeine"],
}


def fill(known: Known, given_: Answers, start: Answers | None = None) -> Answers:
    """Answer every question: as ``given_`` says, else "none of these", open, or the first."""
    answers = dict(start or {})
    while (ask := next_ask(answers, known)) is not None:
        if ask.key in given_:
            value = given_[ask.key]
        elif ask.none:
            value = []
        elif ask.optional:
            value = None
        else:
            value = ask.options[0].value
        answers = answered(answers, ask, value)
    return answers


def keys(known: Known, given_: Answers) -> list[str]:
    return [key for key in fill(known, given_) if not key.startswith("no.")]


# -- the order


def test_a_simple_twitch_takes_these_questions() -> None:
    assert keys(KNOWN, EYELID) == [*EYELID, "core", "others", "free_text"]
    answers = fill(KNOWN, EYELID)
    report = report_of(answers, KNOWN)
    assert report.sites == ("eyelid",)
    assert report.since_days == 3
    assert report.triggers == ("caffeine",)
    assert {report.signs[sign] for sign in CORE_SIGNS} == {"no"}
    assert advise(report, ADULT, TodayFacts()).level is Level.SELF_CARE


def test_what_began_today_cannot_have_got_worse() -> None:
    assert "trend" not in keys(KNOWN, {**EYELID, "since_days": 0})


@pytest.mark.parametrize(
    ("sites", "asked"),
    [
        (["eyelid"], False),
        (["tongue"], False),
        (["all_over"], False),
        (["calf"], True),
        (["eyelid", "tongue"], True),
    ],
)
def test_both_sides_are_asked_about_where_there_can_be_two(sites: list[str], asked: bool) -> None:  # noqa: FBT001 - a case of the table
    assert ("spread" in keys(KNOWN, {**EYELID, "sites": sites})) is asked


def test_what_the_settings_know_is_not_asked() -> None:
    unknown = dataclasses.replace(KNOWN, profile=Profile())
    about_you = ["age_band", "conditions", "medicines", "pregnant"]
    assert [key for key in keys(unknown, EYELID) if key in about_you] == about_you
    older = keys(unknown, {**EYELID, "age_band": "60_plus"})
    assert "pregnant" not in older
    told = fill(unknown, {**EYELID, "age_band": "40_49", "conditions": ["ms"], "medicines": None})
    assert profile_of(told, unknown) == Profile(age_band="40_49", conditions=("ms",))


def test_context_is_asked_about_only_where_it_matters() -> None:
    ms = dataclasses.replace(
        KNOWN, profile=Profile(age_band="16_39", conditions=("ms",), medicines=("statin",))
    )
    found = keys(ms, {**EYELID, "since_days": 30})
    assert {"ms_relapse", "medicine_change", "checked_by_doctor"} <= set(found)
    assert not {"ms_relapse", "medicine_change", "checked_by_doctor"} & set(keys(KNOWN, EYELID))


def test_an_emergency_ends_the_questions() -> None:
    given_ = {**EYELID, "core": ["face_droop", "numbness"], "sign.face_droop": "yes"}
    assert keys(KNOWN, given_)[-1] == "sign.face_droop"
    # A jaw that locks is asked about because of the muscles that will not relax.
    given_ = {**EYELID, "others": ["stiffness"], "sign.stiffness": "yes", "others.rest": "none"}
    given_ |= {"others1": ["jaw_lock"], "sign.jaw_lock": "yes"}
    assert keys(KNOWN, given_)[-1] == "sign.jaw_lock"


def test_how_fast_it_came_is_asked_before_it_counts_as_an_emergency() -> None:
    given_ = {**EYELID, "core": ["slurred_speech"], "sign.slurred_speech": "yes"}
    slow = fill(KNOWN, {**given_, "sign.slurred_speech.more": "weeks"})
    assert slow["free_text"] is None
    for quick in ("sudden", None):
        assert keys(KNOWN, {**given_, "sign.slurred_speech.more": quick})[-1].endswith(".more")


def test_what_was_chosen_beside_an_emergency_stays_open() -> None:
    given_ = {**EYELID, "core": ["wasting", "slurred_speech", "numbness"], "sign.wasting": "no"}
    given_ |= {"sign.slurred_speech": "yes", "sign.slurred_speech.more": "sudden"}
    answers = fill(KNOWN, given_)
    assert list(answers)[-1] == "sign.slurred_speech.more"
    assert signs_of(answers, KNOWN) == {"wasting": "no", "slurred_speech": "sudden"}


def test_a_sign_that_was_never_shown_is_never_denied() -> None:
    given_ = {**EYELID, "others": ["stiffness"], "sign.stiffness": "yes", "others.rest": "none"}
    signs = signs_of(fill(KNOWN, {**given_, "others1": None}), KNOWN)
    assert "jaw_lock" not in signs
    assert signs["cramps"] == "no"


def test_follow_ups_come_only_where_something_was_chosen() -> None:
    given_: Answers = {
        **EYELID,
        "core": ["weakness", "breathless"],
        "sign.weakness": "yes",
        "sign.weakness.more": "weeks",
        "sign.breathless": "unsure",
        "sign.breathless.more": None,
        "core.rest": "none",
    }
    found = keys(KNOWN, given_)
    start = found.index("core")
    assert found[start : start + 6] == [
        "core",
        "sign.weakness",
        "sign.weakness.more",
        "sign.breathless",
        "sign.breathless.more",
        "core.rest",
    ]
    signs = signs_of(fill(KNOWN, given_), KNOWN)
    assert (signs["weakness"], signs["breathless"], signs["wasting"]) == ("weeks", "unsure", "no")


def test_a_follow_up_that_is_left_open_leaves_the_yes() -> None:
    given_: Answers = {**EYELID, "core": ["weakness"], "sign.weakness": "yes", "core.rest": "open"}
    assert signs_of(fill(KNOWN, given_), KNOWN)["weakness"] == "yes"


def test_every_sign_can_be_not_sure_and_long_standing() -> None:
    answers: Answers = {**EYELID, "core": [question.key for question in core_questions()]}
    offered = {}
    while (ask := next_ask(answers, KNOWN)) is not None and ask.key.startswith("sign."):
        offered[ask.key] = {option.value for option in ask.options}
        answers = answered(answers, ask, "long_standing")
    assert len(offered) == len(CORE_SIGNS)
    assert all({"unsure", "long_standing", "yes", "no"} == values for values in offered.values())
    # All are answered, so nothing is left to deny.
    assert "core.rest" not in answers


# -- what is not said is not "no"


def test_signs_that_were_left_open_are_not_denied() -> None:
    assert signs_of(fill(KNOWN, {**EYELID, "core": None, "others": None}), KNOWN) == {}
    given_ = {**EYELID, "core": ["wasting"], "sign.wasting": "no", "core.rest": "open"}
    signs = signs_of(fill(KNOWN, {**given_, "others": None}), KNOWN)
    assert signs == {"wasting": "no"}
    report = report_of(fill(KNOWN, given_), KNOWN)
    assert advise(report, ADULT, TodayFacts()).level is not Level.SELF_CARE


def test_none_of_these_denies_what_was_listed_and_nothing_else() -> None:
    signs = signs_of(fill(KNOWN, {**EYELID, "others": None}), KNOWN)
    assert signs == dict.fromkeys(CORE_SIGNS, "no")


def test_a_draft_that_ends_after_a_list_counts_what_was_not_yet_asked_as_open() -> None:
    assert signs_of({**EYELID, "core": ["weakness"]}, KNOWN) == {}


# -- the same one again

REPORT: dict[str, Any] = {
    "sites": ["eyelid"],
    "kind": "flicker",
    "since_days": 3,
    "troublesome": True,
    "checked_by_doctor": "yes_no_change",
    "signs": {**dict.fromkeys(CORE_SIGNS, "no"), "cramps": "no"},
}
EARLIER = Earlier(REPORT, "today at 09:10", days_ago=0, only_counts=True, signs_hold=True)


def after(earlier: Earlier) -> Known:
    return dataclasses.replace(KNOWN, earlier=earlier)


def test_the_same_one_on_the_same_day_takes_one_question() -> None:
    known = after(EARLIER)
    assert keys(known, {"same": "unchanged"}) == ["same"]
    assert only_counts({"same": "unchanged"}, known)
    assert not only_counts({"same": "changed"}, known)
    assert not only_counts({}, known)
    assert not only_counts({"same": "unchanged"}, KNOWN)
    [ask] = list(asks({"same": "unchanged"}, known))
    assert ask.text == "Last time, today at 09:10: Eyelid, flicker or twitch. Is it the same one?"


def test_answers_that_hold_are_not_asked_for_again() -> None:
    known = after(dataclasses.replace(EARLIER, only_counts=False, days_ago=1))
    given_ = {"same": "unchanged", "triggers": ["sleep"]}
    found = keys(known, given_)
    assert "core" not in found
    assert "sites" not in found
    report = report_of(fill(known, given_), known)
    assert report.since_days == 4
    assert report.trend == "same"
    assert report.troublesome is True
    assert report.triggers == ("sleep",)
    assert report.checked_by_doctor == "yes_no_change"
    assert report.signs["weakness"] == "no"


def test_stale_answers_are_asked_for_again() -> None:
    known = after(dataclasses.replace(EARLIER, only_counts=False, signs_hold=False, days_ago=2))
    found = keys(known, {"same": "unchanged"})
    assert "core" in found
    assert "sites" not in found
    assert signs_of({"same": "unchanged"}, known) == {}


def test_a_change_asks_for_every_sign_again() -> None:
    known = after(EARLIER)
    given_ = {"same": "changed", "trend": "worse"}
    found = keys(known, given_)
    assert found[:2] == ["same", "trend"]
    assert "core" in found
    report = report_of(fill(known, given_), known)
    assert report.trend == "worse"
    assert report.checked_by_doctor == "yes_changed"


def test_another_one_begins_at_the_beginning() -> None:
    found = keys(after(EARLIER), {"same": "other", **EYELID})
    assert found[:3] == ["same", "sites", "kind"]
    report = report_of(fill(after(EARLIER), {"same": "other", **EYELID}), after(EARLIER))
    assert report.troublesome is None


def test_an_emergency_stays_one_where_nothing_changed() -> None:
    signs = {**REPORT["signs"], "face_droop": "yes"}
    earlier = dataclasses.replace(EARLIER, report={**REPORT, "signs": signs}, only_counts=False)
    assert keys(after(earlier), {"same": "unchanged"})[-1] == "triggers"


def test_who_logs_often_is_asked_how_they_are() -> None:
    [ask] = [a for a in asks(fill(KNOWN, EYELID), KNOWN) if a.key == "others"]
    assert "suicidal" not in ask.denies
    often = dataclasses.replace(KNOWN, often=True)
    [ask] = [a for a in asks(fill(often, EYELID), often) if a.key == "others"]
    assert ask.denies[-1] == "suicidal"
    given_ = {**EYELID, "worry_high": "yes"}
    [ask] = [a for a in asks(fill(often, given_), often) if a.key == "others"]
    assert ask.denies.count("suicidal") == 1


def test_unknown_places_of_a_later_lull_are_called_by_their_ids() -> None:
    assert in_words({"sites": ["elbow"], "kind": "wave"}) == "elbow, wave"
    assert in_words({}) == ""


# -- back


def test_back_takes_the_last_answer_and_what_followed_from_it() -> None:
    answers = fill(KNOWN, EYELID)
    assert list(answers)[-1] == "free_text"
    answers = before_last(answers)
    assert next_ask(answers, KNOWN) == Ask(
        "free_text", Step.SIGNS, "Anything else, in your own words?", optional=True
    )
    answers = before_last(answers)
    ask = next_ask(answers, KNOWN)
    assert ask is not None
    assert ask.key == "others"
    answers = before_last(answers)
    assert answers == EYELID
    for _ in EYELID:
        answers = before_last(answers)
    assert answers == {}
    assert before_last({}) == {}


def test_back_to_a_list_forgets_what_was_said_of_its_signs() -> None:
    answers: Answers = {**EYELID, "core": ["wasting"], "sign.wasting": "yes", "core.rest": "again"}
    assert before(answers, "core") == EYELID


# -- any way through

INPUTS = st.data()


@settings(max_examples=examples(60), deadline=None)
@given(INPUTS, st.booleans(), st.sampled_from([None, EARLIER]))
def test_every_way_through_ends_in_a_report_that_can_be_advised_on(
    data: st.DataObject,
    often: bool,  # noqa: FBT001 - drawn by Hypothesis
    earlier: Earlier | None,
) -> None:
    known = Known(is_emergency, Profile(), earlier, often=often)
    answers: Answers = {}
    steps = []
    while (ask := next_ask(answers, known)) is not None:
        assert len(answers) < 200
        assert ask.key not in answers
        steps.append(ask.step)
        answers = answered(answers, ask, data.draw(replies(ask)))
        shorter = before_last(answers)
        assert next_ask(shorter, known) == ask
    assert steps == sorted(steps, key=list(Step).index)
    if not only_counts(answers, known):
        report = report_of(answers, known)
        advice = advise(report, profile_of(answers, known), TodayFacts())
        assert advice.what_to_do
        open_core = CORE_SIGNS.keys() - report.signs.keys()
        assert not open_core or advice.level is not Level.SELF_CARE


def replies(ask: Ask) -> st.SearchStrategy[object]:
    """Any answer that the terminal could give, but for going back."""
    if not ask.options:
        return st.none() | st.just("in my own words")
    values = [option.value for option in ask.options if option.value != "again"]
    one: st.SearchStrategy[object] = st.sampled_from(values)
    if ask.in_days:
        one = st.integers(0, 36_500)
    if ask.many:
        one = st.lists(st.sampled_from(values), unique=True, min_size=1, max_size=3)
    if ask.none:
        one |= st.just([])
    if ask.optional or ask.can_skip:
        one |= st.none()
    return one
