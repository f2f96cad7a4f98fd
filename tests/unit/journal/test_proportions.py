from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.proportions import newcombe, wilson


def test_the_interval_of_a_share_is_the_published_one() -> None:
    # Newcombe 1998, Stat Med 17:857-872, table I, method 3.
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)


def test_the_interval_of_a_difference_is_the_published_one() -> None:
    # Newcombe 1998, Stat Med 17:873-890, table II, method 10: 56/70 against 48/80.
    assert newcombe(56, 70, 48, 80) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert newcombe(10, 10, 0, 10) == pytest.approx((0.6075, 1.0), abs=5e-5)


@given(st.integers(1, 50), st.integers(1, 50), st.data())
def test_the_interval_holds_the_difference_and_widens_with_spells(
    first: int, second: int, data: st.DataObject
) -> None:
    hits = data.draw(st.integers(0, first)), data.draw(st.integers(0, second))
    gap = hits[0] / first - hits[1] / second
    low, high = newcombe(hits[0], first, hits[1], second)
    wide_low, wide_high = newcombe(hits[0], first, hits[1], second, 2.0)
    assert -1 - 1e-9 <= wide_low <= low + 1e-9 <= gap + 2e-9
    assert gap - 2e-9 <= high - 1e-9 <= wide_high <= 1 + 1e-9
