"""Every rule: it fires where it should, at its level, and not next door."""

from __future__ import annotations

from typing import Any

import pytest
from advice_cases import CASES, to_inputs

from tips.advice import advise
from tips.report import CORE_SIGNS, TodayFacts
from tips.rules import shipped_rules

RULES = {rule.id: rule for rule in shipped_rules()}


def cases(part: str) -> list[Any]:
    return [
        pytest.param(rule_id, case, id=f"{rule_id}-{number}")
        for rule_id in RULES
        for number, case in enumerate(CASES[rule_id].get(part, ()), start=1)
    ]


def test_every_rule_has_a_case_that_fires_it_and_one_that_does_not() -> None:
    assert set(CASES) - {"base", "missing"} == set(RULES)
    assert all(CASES[rule_id]["pass"] and CASES[rule_id]["fail"] for rule_id in RULES)


@pytest.mark.parametrize(("rule_id", "case"), cases("pass"))
def test_a_rule_fires_and_decides(rule_id: str, case: dict[str, Any]) -> None:
    advice = advise(*to_inputs(case), TodayFacts())
    assert rule_id in advice.rules
    assert advice.level is RULES[rule_id].level


@pytest.mark.parametrize(("rule_id", "case"), cases("higher"))
def test_a_rule_fires_below_a_more_urgent_one(rule_id: str, case: dict[str, Any]) -> None:
    advice = advise(*to_inputs(case), TodayFacts())
    assert rule_id in advice.rules
    assert advice.level.order > RULES[rule_id].level.order


@pytest.mark.parametrize(("rule_id", "case"), cases("fail"))
def test_a_rule_does_not_fire_next_door(rule_id: str, case: dict[str, Any]) -> None:
    assert rule_id not in advise(*to_inputs(case), TodayFacts()).rules


@pytest.mark.parametrize("case", CASES["missing"]["pass"], ids=lambda case: str(case["gone"]))
def test_what_is_not_known_does_not_lower(case: dict[str, Any]) -> None:
    assert advise(*to_inputs(case), TodayFacts()).level == case["level"]


def test_one_unanswered_core_sign_is_enough_to_leave_self_care() -> None:
    answered = dict.fromkeys(CORE_SIGNS, "no")
    for sign in CORE_SIGNS:
        signs = {**answered, "_core": ""}
        del signs[sign]
        assert "R11" in advise(*to_inputs({"signs": signs}), TodayFacts()).rules
    full = advise(*to_inputs({"signs": {**answered, "_core": ""}}), TodayFacts())
    assert full.rules == ("SC",)
