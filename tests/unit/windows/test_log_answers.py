"""What was answered: kept as it was said, never as more than was said."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.errors import InputError
from tips.report import CORE_SIGNS, OTHER_SIGNS, SIGNS
from windows.log_answers import (
    Answers,
    SignAnswer,
    answers_from_draft,
    says_the_same,
    where_again,
)


def filled() -> Answers:
    return (
        Answers()
        .toggled_site("eyelid")
        .with_since(0)
        .with_word("kind", "flicker")
        .with_list("triggers", ["caffeine", "sleep"])
        .with_feeling("worry_high", said=True)
        .with_note(" since the exam ")
    )


def test_nothing_answered_is_empty_and_tells_what_is_wanted() -> None:
    assert Answers().empty
    assert Answers().missing == ("sites", "since_days", "kind")
    assert not filled().empty
    assert filled().missing == ()


def test_a_report_says_what_was_answered_and_nothing_else() -> None:
    report = filled().with_core_rest_no().report()
    assert report.sites == ("eyelid",)
    assert report.since_days == 0
    assert report.kind == "flicker"
    assert report.triggers == ("caffeine", "sleep")
    assert report.worry_high is True
    assert report.troublesome is None
    assert report.bout is None
    assert report.free_text == "since the exam"
    assert report.signs == {"_core": "all_no"}


def test_a_report_without_a_place_or_a_time_is_refused() -> None:
    with pytest.raises(InputError, match="sites"):
        Answers().with_since(3).report()
    with pytest.raises(InputError, match="since_days"):
        Answers().toggled_site("hand").report()


def test_an_answer_can_be_taken_away_again() -> None:
    answers = filled().with_word("kind", "").with_since(None).with_feeling("worry_high", said=None)
    assert answers.missing == ("since_days", "kind")
    assert "worry_high" not in answers.where
    assert answers.toggled_site("eyelid").list_of("sites") == ()


def test_all_over_and_single_places_exclude_each_other() -> None:
    answers = Answers().toggled_site("hand").toggled_site("calf")
    assert answers.list_of("sites") == ("hand", "calf")
    assert answers.toggled_site("all_over").list_of("sites") == ("all_over",)
    assert answers.toggled_site("all_over").toggled_site("hand").list_of("sites") == ("hand",)


def test_a_tick_without_a_tempo_stays_a_plain_yes() -> None:
    answers = filled().with_sign("weakness", SignAnswer("yes"))
    assert answers.sign_values() == {"weakness": "yes"}
    answers = answers.with_sign("weakness", SignAnswer("yes", "weeks"))
    assert answers.sign_values() == {"weakness": "weeks"}


def test_a_tick_taken_away_is_no_denial() -> None:
    answers = filled().with_sign("fever_unwell", SignAnswer("yes")).with_core_rest_no()
    assert answers.core_rest_no
    untied = answers.with_sign("fever_unwell", None)
    assert not untied.core_rest_no
    assert untied.sign_values() == {}


def test_a_denial_covers_what_was_asked_and_not_ticked() -> None:
    asked = ("cramps", "stiffness", "weak_feeling")
    answers = filled().with_sign("cramps", SignAnswer("unsure")).with_others_denied(asked)
    values = {"cramps": "unsure", "stiffness": "no", "weak_feeling": "no"}
    assert answers.sign_values() == values
    assert answers.with_sign("cramps", None).sign_values() == {}
    ticked = answers.with_sign("stiffness", SignAnswer("yes")).sign_values()
    assert ticked["stiffness"] == "yes"


def test_signs_can_be_opened_again() -> None:
    answers = filled().with_sign("cramps", SignAnswer("yes")).with_core_rest_no()
    assert answers.without_signs().sign_values() == {}
    assert answers.without_signs().where == answers.where


signs = st.dictionaries(
    st.sampled_from(sorted(SIGNS)),
    st.sampled_from(["yes", "unsure", "long_standing"]).map(SignAnswer),
    max_size=6,
)


@given(
    signs,
    st.sampled_from(["no", "open"]),
    st.sets(st.sampled_from(sorted(OTHER_SIGNS))),
    st.text(max_size=50),
)
def test_a_draft_brings_back_exactly_what_was_answered(
    ticked: dict[str, SignAnswer], rest: str, others: set[str], note: str
) -> None:
    answers = filled().with_note(note)
    if rest == "no":
        answers = answers.with_core_rest_no()
    answers = answers.with_others_denied(sorted(others))
    for key, answer in ticked.items():
        answers = answers.with_sign(key, answer)
    assert answers_from_draft(answers.draft_data()) == answers


@pytest.mark.parametrize(
    "change",
    [
        {"where": None},
        {"where": {"kind": "no such kind"}},
        {"where": {"no such field": "x"}},
        {"signs": {"weakness": ["yes"]}},
        {"signs": {"weakness": ["maybe", ""]}},
        {"signs": {"no such sign": ["yes", ""]}},
        {"others_denied": ["no such sign"]},
        {"others_denied": None},
        {"signs": []},
    ],
)
def test_a_draft_that_no_longer_fits_is_left_out_as_a_whole(change: dict[str, Any]) -> None:
    assert answers_from_draft({**filled().draft_data(), **change}).empty


def test_a_draft_of_something_else_is_left_out() -> None:
    assert answers_from_draft({}).empty
    assert answers_from_draft({"step": 4}).empty


def test_the_same_as_before_brings_back_the_place_and_never_a_safety_answer() -> None:
    report = filled().with_core_rest_no().report_data()
    again = where_again(report, days_passed=2)
    assert again.list_of("sites") == ("eyelid",)
    assert again.word("kind") == "flicker"
    assert again.since_days == 2
    assert again.sign_values() == {}
    assert again.list_of("triggers") == ()
    assert again.note == ""


def test_the_same_as_before_survives_an_entry_that_no_longer_fits() -> None:
    assert where_again({"sites": ["elbow"], "since_days": 1}, 0).empty
    assert where_again({"sites": ["hand"]}, 0).since_days is None
    assert where_again({}, 3).empty


def test_the_same_twitch_has_the_same_place_kind_and_safety_answers() -> None:
    one = filled().with_core_rest_no().report_data()
    assert says_the_same(one, {**one, "triggers": ["stress"], "bout": "minutes"})
    assert not says_the_same(one, {**one, "sites": ["hand"]})
    assert not says_the_same(one, {**one, "sites": ["eyelid", "hand"]})
    assert not says_the_same(one, {**one, "kind": "jerk"})
    assert not says_the_same(one, {**one, "trend": "worse"})
    assert not says_the_same(one, {**one, "signs": {"_core": "all_no", "cramps": "yes"}})


def test_every_core_sign_is_known_to_the_answers() -> None:
    answers = filled()
    for key in CORE_SIGNS:
        answers = answers.with_sign(key, SignAnswer("unsure"))
    assert len(answers.report().signs) == len(CORE_SIGNS)
