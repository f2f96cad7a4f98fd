"""The short form of `python -m tests.faults`: nothing confirmed is lost, or there twice."""

from __future__ import annotations

import random

import pytest

from tests.faults.__main__ import FAULTS, rows


@pytest.mark.parametrize("fault", FAULTS)
def test_nothing_that_was_confirmed_is_lost_or_there_twice(fault: str) -> None:
    seed = random.SystemRandom().randrange(10**6)
    [row] = rows([fault], seed, long=False)
    assert row.good, f"seed {seed}: {row}"
    assert row.tried, f"seed {seed}"
