"""The way through the log: what comes when, and what is asked again."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest
from flows import answered, new_flow

from config.profile import Profile
from tips.advice import Level
from tips.report import CORE_SIGNS
from windows.log_answers import Answers, SignAnswer
from windows.log_flow import MISSING_WORDS, STEP_OF, LogFlow, PageName

if TYPE_CHECKING:
    from collections.abc import Callable

MINUTE = dt.timedelta(minutes=1)
DAY = dt.timedelta(days=1)


def test_a_simple_eyelid_twitch_comes_to_self_care() -> None:
    flow = answered(new_flow())
    assert flow.go_on() is None
    assert flow.page is PageName.CORE
    flow.none_of_these()
    assert flow.page is PageName.OTHERS
    flow.none_of_these()
    assert flow.page is PageName.ADVICE
    assert flow.advice is not None
    assert flow.advice.level is Level.SELF_CARE


def test_what_is_missing_is_asked_for_in_the_order_of_the_page() -> None:
    flow = new_flow()
    wanted = []
    for step in (
        lambda: flow.answers.toggled_site("calf"),
        lambda: flow.answers.with_since(1),
        lambda: flow.answers.with_word("kind", "flicker"),
    ):
        problem = flow.go_on()
        assert problem is not None
        wanted.append(problem)
        flow.answers = step()
    assert [problem.field for problem in wanted] == ["sites", "since_days", "kind"]
    assert [problem.words for problem in wanted] == [MISSING_WORDS[p.field] for p in wanted]
    assert flow.go_on() is None


def test_none_of_these_is_never_taken_for_granted() -> None:
    flow = answered(new_flow())
    flow.go_on()
    problem = flow.go_on()
    assert problem is not None
    assert problem.field == "signs"
    assert flow.page is PageName.CORE
    flow.answers = flow.answers.with_sign("fever_unwell", SignAnswer("long_standing"))
    another = flow.go_on()
    assert another is not None
    assert another.words != problem.words


def test_what_is_left_open_is_never_self_care() -> None:
    flow = answered(new_flow())
    flow.go_on()
    assert flow.go_on(leave_open=True) is None
    problem = flow.go_on()
    assert problem is not None
    assert flow.go_on(leave_open=True) is None
    assert flow.advice is not None
    assert flow.advice.level is not Level.SELF_CARE
    assert "R11" in flow.advice.rules


def at_the_advice(flow: LogFlow) -> LogFlow:
    answered(flow)
    flow.go_on()
    flow.none_of_these()
    flow.none_of_these()
    assert flow.page is PageName.ADVICE
    return flow


def test_who_told_about_themselves_comes_back_to_the_advice() -> None:
    flow = at_the_advice(new_flow(Profile()))
    flow.ask_about_person()
    assert flow.page is PageName.WHERE
    flow.profile = Profile(age_band="16_39", medicines=(), conditions=())
    assert flow.look_again()
    assert flow.page is PageName.ADVICE


def test_a_sign_that_matters_only_since_then_is_asked_first() -> None:
    flow = at_the_advice(new_flow(Profile()))
    before = {question.key for question in flow.asked}
    flow.ask_about_person()
    flow.profile = Profile(age_band="16_39", medicines=("levothyroxine",), conditions=())
    flow.answers = flow.answers.with_word("medicine_change", "none")
    assert flow.look_again()
    assert flow.page is PageName.OTHERS
    assert [question.key for question in flow.asked] == ["palpitations"]
    assert "palpitations" not in before
    flow.none_of_these()
    assert flow.page is PageName.ADVICE


@pytest.mark.parametrize(
    ("profile", "spoil"),
    [
        (Profile(conditions=("ms",)), LogFlow.draft),
        (Profile(conditions=()), lambda flow: setattr(flow, "answers", Answers())),
        (Profile(conditions=()), lambda flow: flow.go_on()),
    ],
    ids=["a list of the first page matters now", "a place was taken back", "they went on by hand"],
)
def test_there_is_no_way_past_what_is_to_be_answered(
    profile: Profile, spoil: Callable[[LogFlow], object]
) -> None:
    flow = at_the_advice(new_flow(Profile()))
    assert not flow.look_again()
    flow.ask_about_person()
    flow.profile = profile
    spoil(flow)
    page = flow.page
    assert not flow.look_again()
    assert flow.page is page


def test_signs_that_were_left_open_are_asked_again_before_the_advice() -> None:
    flow = answered(new_flow(Profile()))
    flow.go_on()
    flow.go_on(leave_open=True)
    flow.go_on(leave_open=True)
    flow.ask_about_person()
    assert flow.look_again()
    assert flow.page is PageName.CORE


def test_a_tick_that_makes_another_question_matter_has_it_asked() -> None:
    flow = answered(new_flow(), site="thigh")
    flow.go_on()
    flow.none_of_these()
    first = {question.key for question in flow.asked}
    assert "vomiting_diarrhoea" not in first
    flow.answers = flow.answers.with_sign("cramps", SignAnswer("yes"))
    flow.none_of_these()
    assert flow.page is PageName.OTHERS
    second = {question.key for question in flow.asked}
    assert "vomiting_diarrhoea" in second
    assert not first & second
    flow.none_of_these()
    assert flow.page is PageName.ADVICE
    assert flow.answers.sign_values()["vomiting_diarrhoea"] == "no"
    assert flow.answers.sign_values()["stiffness"] == "no"


def test_going_back_shows_everything_that_was_asked_and_changes_nothing() -> None:
    flow = answered(new_flow(), site="thigh")
    flow.go_on()
    flow.none_of_these()
    flow.none_of_these()
    answers = flow.answers
    for page in (PageName.OTHERS, PageName.CORE, PageName.WHERE):
        assert flow.go_back()
        assert flow.page is page
    assert not flow.go_back()
    assert flow.answers == answers
    for page in (PageName.CORE, PageName.OTHERS, PageName.ADVICE):
        assert flow.go_on() is None
        assert flow.page is page
    assert flow.go_on() is None
    assert flow.page is PageName.ADVICE


@pytest.mark.parametrize(
    "change",
    [
        lambda answers: answers.toggled_site("hand"),
        lambda answers: answers.with_word("trend", "worse"),
        lambda answers: answers.with_word("kind", "jerk"),
    ],
)
def test_a_new_place_or_anything_worse_asks_the_signs_again(
    change: Callable[[Answers], Answers],
) -> None:
    flow = answered(new_flow())
    flow.go_on()
    flow.answers = flow.answers.with_sign("numbness", SignAnswer("yes", "weeks"))
    flow.none_of_these()
    flow.go_back()
    flow.go_back()
    flow.answers = change(flow.answers)
    assert flow.go_on() is None
    assert flow.signs_again
    assert not flow.answers.core_rest_no
    assert flow.answers.signs["numbness"].value == "weeks"
    assert flow.go_on() is not None


def test_a_changed_trigger_asks_nothing_again() -> None:
    flow = answered(new_flow())
    flow.go_on()
    flow.none_of_these()
    flow.go_back()
    flow.go_back()
    flow.answers = flow.answers.with_list("triggers", ["stress"])
    flow.go_on()
    assert not flow.signs_again
    assert flow.answers.core_rest_no


def test_only_questions_that_matter_are_asked_at_first() -> None:
    flow = new_flow()
    assert flow.context() == ()
    assert not flow.several_places
    assert not flow.bout_matters
    answered(flow, kind="jerk", days=30)
    assert "checked_by_doctor" in flow.context()
    assert flow.bout_matters
    flow.answers = flow.answers.toggled_site("hand")
    assert flow.several_places


def test_several_places_matter_after_exercise_too_but_not_before_a_place_is_known() -> None:
    flow = new_flow()
    flow.answers = flow.answers.with_list("triggers", ["exercise"])
    assert not flow.several_places
    flow.answers = flow.answers.toggled_site("calf")
    assert flow.several_places


def test_the_profile_decides_about_medicines_and_relapses() -> None:
    flow = new_flow(Profile(age_band="40_49", medicines=("baclofen",), conditions=("ms",)))
    assert set(flow.context()) == {"medicine_change", "ms_relapse"}


def test_how_long_it_lasts_matters_for_a_ripple_of_the_face() -> None:
    assert answered(new_flow(), site="face_other").bout_matters
    assert not answered(new_flow(), site="calf").bout_matters


def test_every_page_belongs_to_a_step_of_a_draft() -> None:
    assert set(STEP_OF) == set(PageName)


@pytest.mark.parametrize("pages", range(4))
def test_a_draft_goes_on_where_it_was_left(pages: int) -> None:
    flow = answered(new_flow(), site="thigh")
    for step in (flow.go_on, flow.none_of_these, flow.none_of_these)[:pages]:
        step()
    step_name, data = flow.draft()
    assert step_name == STEP_OF[flow.page]
    again = new_flow()
    assert again.take_draft(data, MINUTE)
    assert again.page is flow.page
    assert again.answers == flow.answers
    assert again.asked == flow.asked
    assert again.advice == flow.advice


def test_safety_answers_of_yesterday_are_asked_again() -> None:
    flow = answered(new_flow())
    flow.go_on()
    flow.none_of_these()
    for age in (DAY, -MINUTE):
        again = new_flow()
        assert again.take_draft(flow.draft()[1], age)
        assert again.page is PageName.WHERE
        assert again.answers.sign_values() == {}
        assert again.answers.list_of("sites") == ("eyelid",)


def test_a_draft_that_cannot_be_used_changes_nothing() -> None:
    flow = new_flow()
    assert not flow.take_draft({"page": "advice"}, MINUTE)
    assert flow.answers == Answers()
    assert flow.page is PageName.WHERE


def test_a_draft_of_an_unknown_page_begins_at_the_first() -> None:
    flow = answered(new_flow())
    data = {**flow.draft()[1], "page": "somewhere"}
    again = new_flow()
    assert again.take_draft(data, MINUTE)
    assert again.page is PageName.WHERE


def test_a_draft_that_claims_to_be_farther_than_its_answers_stops_where_they_end() -> None:
    flow = new_flow()
    flow.answers = flow.answers.toggled_site("hand")
    data = {**flow.draft()[1], "page": "advice"}
    again = new_flow()
    assert again.take_draft(data, MINUTE)
    assert again.page is PageName.WHERE


def test_nothing_happens_where_there_is_nothing_to_deny() -> None:
    flow = answered(new_flow())
    flow.none_of_these()
    assert flow.page is PageName.CORE
    assert flow.answers.sign_values() == {}


def test_the_core_signs_are_those_of_the_rules() -> None:
    assert [question.key for question in new_flow().core] == list(CORE_SIGNS)


# -- what is told about the person


def test_a_draft_keeps_what_was_told_about_the_person() -> None:
    flow = new_flow(Profile())
    flow.profile = Profile(medicines=())
    assert not flow.empty
    again = new_flow(Profile())
    assert again.take_draft(flow.draft()[1], MINUTE)
    assert again.profile == Profile(medicines=())
    flow = answered(flow)
    flow.profile = Profile(age_band="60_plus", conditions=("ms",), medicines=())
    assert json.loads(json.dumps(flow.draft()[1]["person"])) == {
        "age_band": "60_plus",
        "conditions": ["ms"],
        "medicines": [],
    }
    # An older draft too: a safety answer is stale after a day, an age is not.
    for age in (MINUTE, 3 * DAY):
        again = new_flow(Profile())
        assert again.take_draft(flow.draft()[1], age)
        assert again.profile == flow.profile
    # What was set in the profile in the meantime goes first.
    known = Profile(conditions=("epilepsy",))
    again = new_flow(known)
    assert again.take_draft(flow.draft()[1], MINUTE)
    assert again.profile == Profile(age_band="60_plus", conditions=("epilepsy",), medicines=())
    assert "conditions" not in again.draft()[1]["person"]


def test_a_draft_keeps_what_was_told_otherwise_than_in_the_settings() -> None:
    known = Profile(age_band="40_49", conditions=())
    flow = new_flow(known)
    flow.profile = Profile(age_band="40_49", conditions=("ms",))
    data = json.loads(json.dumps(flow.draft()[1]))
    assert data["person"] == {"conditions": ["ms"]}
    again = new_flow(known)
    assert again.take_draft(data, MINUTE)
    assert again.profile == flow.profile
    # Taken back for this once, it is not known; the settings are left as they are.
    flow.profile = Profile(conditions=())
    again = new_flow(known)
    assert again.take_draft(flow.draft()[1], MINUTE)
    assert again.profile == Profile(conditions=())


@pytest.mark.parametrize("person", [5, [], {"age_band": "old"}, {"conditions": "ms"}, {"x": 1}])
def test_a_draft_that_tells_nonsense_about_the_person_is_left_out(person: object) -> None:
    data = {**answered(new_flow(Profile())).draft()[1], "person": person}
    flow = new_flow(Profile())
    assert not flow.take_draft(data, MINUTE)
    assert flow.empty
