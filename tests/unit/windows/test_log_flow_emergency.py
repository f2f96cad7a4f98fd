"""An emergency on the way through the log: it comes first, and what is open stays open."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from flows import answered, new_flow

from tips.advice import Level
from windows.log_answers import SignAnswer
from windows.log_flow import PageName

if TYPE_CHECKING:
    from collections.abc import Callable

    from windows.log_answers import Answers

MINUTE = dt.timedelta(minutes=1)
SUDDEN = SignAnswer("yes", "sudden")


def test_an_emergency_asks_nothing_more() -> None:
    flow = answered(new_flow())
    flow.go_on()
    flow.answers = flow.answers.with_sign("face_droop", SignAnswer("yes"))
    flow.none_of_these()
    assert flow.page is PageName.ADVICE
    assert flow.asked == ()
    assert flow.advice is not None
    assert flow.advice.level is Level.EMERGENCY
    assert flow.go_back()
    assert flow.page is PageName.CORE


def test_next_goes_to_the_emergency_as_soon_as_the_answers_mean_one_and_denies_nothing() -> None:
    flow = answered(new_flow())
    flow.go_on()
    flow.answers = flow.answers.with_sign("slurred_speech", SignAnswer("yes", "weeks"))
    assert flow.go_on() is not None
    flow.answers = flow.answers.with_sign("slurred_speech", SUDDEN)
    assert flow.go_on() is None
    assert flow.page is PageName.ADVICE
    assert flow.asked == ()
    assert flow.advice is not None
    assert flow.advice.level is Level.EMERGENCY
    # What was left open is neither "no" nor said to be.
    assert flow.answers.sign_values() == {"slurred_speech": "sudden"}
    assert not flow.none_said
    assert flow.go_back()
    assert flow.page is PageName.CORE
    assert not flow.none_said


def test_a_sign_of_the_second_list_goes_to_the_emergency_too() -> None:
    flow = answered(new_flow(), site="thigh")
    flow.go_on()
    flow.none_of_these()
    flow.answers = flow.answers.with_sign("cramps", SignAnswer("yes"))
    assert flow.go_on() is not None
    assert flow.page is PageName.OTHERS
    flow.answers = flow.answers.with_sign("jaw_lock", SignAnswer("yes"))
    assert flow.go_on() is None
    assert flow.page is PageName.ADVICE
    assert flow.advice is not None
    assert flow.advice.level is Level.EMERGENCY
    assert flow.answers.others_denied == ()
    assert flow.go_back()
    assert flow.page is PageName.OTHERS


@pytest.mark.parametrize(
    ("tell", "page"),
    [
        (lambda answers: answers.with_sign("slurred_speech", SUDDEN), PageName.ADVICE),
        (lambda answers: answers.with_note("I cannot breathe"), PageName.ADVICE),
        (lambda answers: answers.with_sign("numbness", SignAnswer("yes", "weeks")), PageName.CORE),
        (lambda answers: answers.with_note("after the gym"), PageName.CORE),
    ],
    ids=["a tick of before", "a note", "another tick", "another note"],
)
def test_the_first_page_leads_to_the_emergency_where_it_is_known_by_then(
    tell: Callable[[Answers], Answers], page: PageName
) -> None:
    flow = answered(new_flow())
    flow.answers = tell(flow.answers)
    assert flow.go_on() is None
    assert flow.page is page
    assert not flow.answers.core_rest_no


def test_a_draft_of_an_emergency_goes_on_at_its_advice() -> None:
    flow = answered(new_flow())
    flow.go_on()
    flow.answers = flow.answers.with_sign("slurred_speech", SUDDEN)
    again = new_flow()
    assert again.take_draft(flow.draft()[1], MINUTE)
    assert again.page is PageName.ADVICE
    assert again.advice is not None
    assert again.advice.level is Level.EMERGENCY
