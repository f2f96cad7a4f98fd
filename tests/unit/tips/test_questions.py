from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest

from config.errors import CatalogError
from config.profile import Profile
from tips import report as shapes
from tips.questions import (
    MAIN_ANSWERS,
    context_questions,
    core_questions,
    load_options,
    load_questions,
    options,
    other_questions,
)
from tips.report import CORE_SIGNS, SIGNS, Report

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

QUESTIONS = "advice/questions.toml"
OPTIONS = "advice/options.toml"


def report(**changes: object) -> Report:
    base = {"sites": ("chest_back",), "since_days": 1, "signs": {"_core": "all_no"}}
    return Report(**(base | {"kind": "flicker"} | changes))  # type: ignore[arg-type] # by name


def asked(profile: Profile | None = None, **changes: object) -> set[str]:
    return {q.key for q in other_questions(report(**changes), profile or Profile())}


ALWAYS = {"weak_feeling", "stiffness", "cramps"}


def test_every_core_sign_is_asked_in_its_order() -> None:
    assert [question.key for question in core_questions()] == list(CORE_SIGNS)


def test_every_question_offers_not_sure_and_no_answer_by_itself() -> None:
    for question in core_questions():
        assert tuple(value for value, _ in question.answers) == MAIN_ANSWERS


def test_the_final_answers_are_those_of_the_sign() -> None:
    for question in core_questions():
        for follow_up in (question.follow_up, question.unsure_follow_up):
            if follow_up is not None:
                assert {value for value, _ in follow_up.answers} <= set(SIGNS[question.key])
        finer = set(SIGNS[question.key]) - set(MAIN_ANSWERS)
        if finer:
            assert question.follow_up is not None
            assert finer <= {value for value, _ in question.follow_up.answers}


def test_what_may_end_as_urgent_when_unsure_is_asked_once_more() -> None:
    once_more = {q.key for q in core_questions() if q.unsure_follow_up is not None}
    assert once_more == {
        *("breathless", "face_droop", "seizure_or_blackout", "confusion", "chest_pain"),
        *("bladder_bowel_saddle", "vision_loss", "dark_urine_muscle_pain", "poison_bite_overdose"),
    }


@pytest.mark.parametrize(
    ("changes", "profile", "keys"),
    [
        ({}, {}, set()),
        ({"sites": ("eyelid",)}, {}, {"face_beyond_eyelid", "tight_eye_closure"}),
        (
            {"sites": ("face_other",)},
            {},
            {"face_beyond_eyelid", "tight_eye_closure", "mouth_finger_tingling"},
        ),
        ({"sites": ("hand",)}, {}, {"mouth_finger_tingling", "neck_arm_pain"}),
        ({"sites": ("forearm",)}, {}, {"neck_arm_pain"}),
        ({"sites": ("jaw_neck",)}, {}, {"jaw_lock"}),
        ({"sites": ("calf", "chest_back")}, {}, {"vomiting_diarrhoea"}),
        ({"kind": "cramp_lock"}, {}, {"mouth_finger_tingling", "jaw_lock"}),
        ({}, {"conditions": ("ms",)}, {"double_vision", "eye_pain", "balance"}),
        ({}, {"medicines": ("lithium",)}, {"double_vision", "eye_pain", "balance"}),
        (
            {"signs": {"numbness": "days"}},
            {},
            {"double_vision", "eye_pain", "balance", "mouth_finger_tingling"},
        ),
        (
            {"signs": {"vision_loss": "unsure"}},
            {},
            {"double_vision", "eye_pain", "balance", "severe_headache"},
        ),
        ({"signs": {"cramps": "yes"}}, {}, {"mouth_finger_tingling", "vomiting_diarrhoea"}),
        ({"signs": {"stiffness": "yes"}}, {}, {"jaw_lock"}),
        ({}, {"conditions": ("neck_surgery_recent",)}, {"mouth_finger_tingling"}),
        ({"signs": {"fever_unwell": "yes"}}, {}, {"severe_headache"}),
        ({"signs": {"confusion": "yes"}}, {}, {"severe_headache"}),
        ({}, {"pregnant": "postpartum"}, {"severe_headache"}),
        ({"triggers": ("caffeine",)}, {}, {"palpitations"}),
        ({"triggers": ("hyperventilation",)}, {}, {"palpitations"}),
        ({}, {"medicines": ("levothyroxine",)}, {"palpitations"}),
        ({}, {"conditions": ("kidney_disease",)}, {"palpitations"}),
        ({}, {"medicines": ("ssri_snri",)}, {"sweating_agitation_diarrhoea"}),
        ({}, {"medicines": ("stimulant",)}, {"sweating_agitation_diarrhoea", "palpitations"}),
        ({"triggers": ("alcohol_stopped",)}, {}, {"shaking_sweats"}),
        ({}, {"medicines": ("benzodiazepine",)}, {"shaking_sweats"}),
        ({}, {"conditions": ("eating_disorder",)}, {"vomiting_diarrhoea", "palpitations"}),
        ({}, {"medicines": ("statin",)}, {"muscle_pain"}),
        ({"triggers": ("exercise",)}, {}, {"muscle_pain"}),
        ({"since_days": 15}, {}, {"weight_loss_heat"}),
        ({"signs": {"palpitations": "yes"}}, {}, {"weight_loss_heat"}),
        ({"signs": {"poison_bite_overdose": "unsure"}}, {}, {"drooling_small_pupils"}),
        ({}, {"medicines": ("cholinesterase_inhibitor",)}, {"drooling_small_pupils"}),
        ({"worry_high": True}, {}, {"suicidal"}),
    ],
)
def test_another_sign_is_asked_only_where_it_matters(
    changes: dict[str, object], profile: dict[str, object], keys: set[str]
) -> None:
    assert asked(Profile(**profile), **changes) == ALWAYS | keys  # type: ignore[arg-type] # by name


def test_a_change_of_medicines_is_asked_of_who_takes_some() -> None:
    assert context_questions(report(), Profile()) == ()
    assert context_questions(report(), Profile(medicines=("other",))) == ("medicine_change",)
    assert context_questions(report(medicine_change="none"), Profile()) == ("medicine_change",)
    assert context_questions(report(), Profile(conditions=("ms",))) == ("ms_relapse",)
    assert context_questions(report(since_days=15), Profile()) == ("checked_by_doctor",)
    known = Profile(conditions=("bfs_diagnosed",))
    assert context_questions(report(), known) == ("checked_by_doctor",)


def test_a_list_holds_what_a_report_can_say() -> None:
    assert {option.value for option in options("sites")} == set(get_args(shapes.Site))
    days = [int(option.value) for option in options("since")]
    assert days == sorted(days)
    assert days[0] == 0


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('key = "wasting"', 'key = "shrinking"', "core: not the known signs: shrinking, wasting"),
        ('key = "eye_pain"', 'key = "balance"', "other: not the known signs: eye_pain"),
        ('no = "No"', 'nope = "No"', "answers: not no, yes"),
        ('[["sudden", "Within', '[["fast", "Within', "numbness: the sign cannot be 'fast'"),
        (
            'when = "worry_high is yes"',
            'when = "worry is yes"',
            "suicidal: when: there is no field",
        ),
    ],
)
def test_questions_that_do_not_fit_are_refused(
    data: Path, spoil: Callable[[str, str, str], None], old: str, new: str, why: str
) -> None:
    spoil(QUESTIONS, old, new)
    with pytest.raises(CatalogError, match=why):
        load_questions(data)


def test_core_questions_in_another_order_are_refused(
    data: Path, spoil: Callable[[str, str, str], None]
) -> None:
    for old, new in (("wasting", "x"), ("drops_or_trips", "wasting"), ("x", "drops_or_trips")):
        spoil(QUESTIONS, f'key = "{old}"', f'key = "{new}"')
    with pytest.raises(CatalogError, match="the order differs"):
        load_questions(data)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('value = "eyelid"', 'value = "nose"', "sites: not the known values: eyelid, nose"),
        (
            '[[sites]]\nvalue = "tongue"',
            '[[sites]]\nvalue = "eyelid"\nlabel = "Lid"\n\n[[sites]]\nvalue = "tongue"',
            "sites: not the known values: one stands twice",
        ),
        ('value = "0"', 'value = "now"', "since: a value is not in days"),
        ('[[sites]]\nvalue = "eyelid"', '[[places]]\nvalue = "eyelid"', "known lists: places"),
    ],
)
def test_lists_that_do_not_fit_are_refused(
    data: Path, spoil: Callable[[str, str, str], None], old: str, new: str, why: str
) -> None:
    spoil(OPTIONS, old, new)
    with pytest.raises(CatalogError, match=why):
        load_options(data)
