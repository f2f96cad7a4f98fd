from __future__ import annotations

import datetime as dt

import pytest

from config.errors import SettingsError
from config.kinds import FactorName
from config.settings import parse


def test_nothing_is_suspected_unless_it_was_named() -> None:
    patterns = parse("").patterns
    assert (patterns.suspected, patterns.suspected_since, patterns.suspected_lag_days) == (
        None,
        None,
        None,
    )


def test_a_factor_is_named_with_its_day_and_its_lag() -> None:
    patterns = parse(
        '[patterns]\nsuspected = "alcohol"\nsuspected_since = 2026-03-01\nsuspected_lag_days = 1'
    ).patterns
    assert patterns.suspected is FactorName.ALCOHOL
    assert patterns.suspected_since == dt.date(2026, 3, 1)
    assert patterns.suspected_lag_days == 1


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        ('suspected = "alcohol"', "patterns.suspected_since"),
        ("suspected_since = 2026-03-01", "patterns.suspected_since"),
        ("suspected_lag_days = 1", "patterns.suspected_lag_days"),
        ('suspected = "moon"\nsuspected_since = 2026-03-01', "patterns.suspected"),
        ("high_stress = 11", "patterns.high_stress"),
        ("hard_exercise_minutes = 0", "patterns.hard_exercise_minutes"),
        ("suspect = 1", "patterns.suspect"),
    ],
)
def test_what_does_not_go_together_is_named(lines: str, place: str) -> None:
    with pytest.raises(SettingsError) as caught:
        parse(f"[patterns]\n{lines}")
    assert caught.value.detail.startswith(f"{place}:")
