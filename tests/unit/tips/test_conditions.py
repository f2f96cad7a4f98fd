from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tips.conditions import (
    UNKNOWN,
    ConditionError,
    Field,
    FieldKind,
    holds,
    matched,
    parse_condition,
)

FIELDS = {
    "kind": Field(FieldKind.CHOICE, frozenset({"flicker", "jerk", "unsure"})),
    "weakness": Field(
        FieldKind.SIGN, frozenset({"no", "yes", "unsure", "long_standing", "days", "weeks"})
    ),
    "sites": Field(FieldKind.LIST, frozenset({"eyelid", "calf", "thigh"}), always_given=True),
    "triggers": Field(FieldKind.LIST, frozenset({"sleep", "exercise"})),
    "since_days": Field(FieldKind.NUMBER, always_given=True),
    "caffeine_mg": Field(FieldKind.NUMBER),
}
DEFINED = {"weak": parse_condition("weakness is present", FIELDS, {})}

FACTS = {
    "kind": "jerk",
    "weakness": "days",
    "sites": frozenset({"eyelid", "calf"}),
    "triggers": frozenset({"sleep"}),
    "since_days": 15,
}


def true_of(text: str, facts: dict[str, str | int | frozenset[str]] | None = None) -> bool:
    return holds(parse_condition(text, FIELDS, DEFINED), FACTS if facts is None else facts)


@pytest.mark.parametrize(
    "text",
    [
        "kind is jerk",
        "kind is flicker|jerk",
        "kind is flicker | jerk",
        "weakness is present",
        "weak",
        "sites has calf",
        "sites has thigh|calf",
        "sites only eyelid|calf",
        "since_days > 14",
        "since_days >= 15",
        "since_days < 16 and since_days <= 15",
        "not kind is flicker",
        "kind is flicker or weak",
        "kind is flicker and weak or since_days > 14",
        "(kind is flicker or weak) and not (kind is unsure or triggers has exercise)",
        "not not weak",
    ],
)
def test_a_condition_that_holds(text: str) -> None:
    assert true_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "kind is flicker",
        "weakness is weeks|yes",
        "not weak",
        "sites has thigh",
        "sites only calf",
        "since_days > 15",
        "since_days < 15",
        "kind is jerk and since_days < 3",
        "weak and (kind is flicker or triggers has exercise)",
    ],
)
def test_a_condition_that_does_not_hold(text: str) -> None:
    assert not true_of(text)


def test_and_binds_closer_than_or() -> None:
    assert true_of("weak or kind is flicker and kind is unsure") is True
    assert true_of("(weak or kind is flicker) and kind is unsure") is False


def test_what_is_not_known_fails_every_test_but_unknown() -> None:
    for text in ("kind is jerk", "weak", "sites has calf", "sites only calf", "caffeine_mg >= 0"):
        assert not true_of(text, {})
        assert true_of(f"not {text}", {})
    assert true_of("kind is unknown and weakness is unknown", {})


def test_an_empty_list_has_nothing_and_is_only_anything() -> None:
    assert not true_of("triggers has sleep|exercise", {"triggers": frozenset()})
    assert true_of("triggers only sleep", {"triggers": frozenset()})


def test_present_leaves_out_every_answer_that_does_not_say_so() -> None:
    for answer in ("no", "unsure", "long_standing", UNKNOWN):
        assert not true_of("weakness is present", {"weakness": answer})
    for answer in ("yes", "days", "weeks"):
        assert true_of("weakness is present", {"weakness": answer})


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "ends too early"),
        ("kind", "ends too early"),
        ("kind is", "ends too early"),
        ("colour is red", "no field 'colour'"),
        ("and", "no field 'and'"),
        ("kind is red", "kind cannot be 'red'"),
        ("kind is present", "kind cannot be 'present'"),
        ("kind has jerk", "cannot be asked 'has'"),
        ("kind > 3", "cannot be asked '>'"),
        ("sites is calf", "cannot be asked 'is'"),
        ("sites has unknown", "cannot be 'unknown'"),
        ("since_days is 3", "cannot be asked 'is'"),
        ("since_days > many", "'many' is not a number"),
        ("since_days > 3|4", "is not a number"),
        ("kind is jerk weak", "'weak' stands where nothing should"),
        ("kind is jerk)", "')' stands where nothing should"),
        ("(kind is jerk", "not closed"),
        ("kind is jerk; weak", "cannot read '; weak'"),
        ("not " * 30 + "weak", "nested too deep"),
    ],
)
def test_a_condition_without_sense_is_refused(text: str, why: str) -> None:
    with pytest.raises(
        ConditionError, match="(?s).*" + why.replace("(", r"\(").replace(")", r"\)")
    ):
        parse_condition(text, FIELDS, DEFINED)


@pytest.mark.parametrize(
    "text",
    [
        "kind is jerk and kind is flicker",
        "weak and weakness is no|unsure",
        "weak and not weak",
        "since_days > 14 and since_days <= 14",
        "since_days < 0",
        "sites only calf and sites has eyelid",
        "sites only calf and not sites only calf|thigh",
        "not sites has eyelid|calf|thigh",
        "triggers has sleep and not triggers has sleep|exercise",
        "not (kind is jerk or not kind is jerk)",
        "not kind is flicker|jerk|unsure|unknown",
        "(kind is jerk or kind is unsure) and (kind is flicker or kind is unknown)",
    ],
)
def test_a_condition_that_can_never_be_true_is_refused(text: str) -> None:
    with pytest.raises(ConditionError, match="never be true"):
        parse_condition(text, FIELDS, DEFINED)


@pytest.mark.parametrize(
    "text",
    [
        "sites has calf and sites has eyelid",
        "triggers only sleep and not triggers has sleep",
        "not triggers has sleep|exercise",
        "not sites only calf and sites has calf",
        "since_days > 14 and since_days < 16",
        "kind is jerk and (kind is flicker or weak)",
    ],
)
def test_a_condition_that_can_just_be_true_is_taken(text: str) -> None:
    assert parse_condition(text, FIELDS, DEFINED)


def matches(text: str) -> list[tuple[str, str]]:
    return list(matched(parse_condition(text, FIELDS, DEFINED), FACTS))


def test_the_answers_that_speak_for_a_condition_are_named_in_its_order() -> None:
    assert matches("since_days > 14 and (kind is flicker or weak) and not kind is unsure") == [
        ("since_days", "15"),
        ("weakness", "days"),
    ]
    assert matches("sites has calf|eyelid|thigh") == [("sites", "calf"), ("sites", "eyelid")]
    assert matches("sites only calf|eyelid") == [("sites", "calf"), ("sites", "eyelid")]
    assert matches("kind is flicker") == []


words = st.sampled_from(
    [
        "kind",
        "is",
        "jerk",
        "and",
        "or",
        "not",
        "(",
        ")",
        "weak",
        "since_days",
        ">",
        "3",
        "|",
        "sites",
    ]
)


@given(st.lists(words, max_size=12).map(" ".join) | st.text(max_size=20))
def test_any_text_is_a_condition_or_refused(text: str) -> None:
    try:
        condition = parse_condition(text, FIELDS, DEFINED)
    except ConditionError:
        return
    assert holds(condition, {}) in (True, False)
