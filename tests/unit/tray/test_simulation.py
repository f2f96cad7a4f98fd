"""Weeks of five people's days: every promise holds at every step, and a seed gives one table."""

from __future__ import annotations

import pytest

from config.kinds import NudgeKind
from config.settings import parse
from tests.simulate.__main__ import simulate
from tests.simulate.people import PEOPLE, Person

DAYS = 6
AGAIN_DAYS = 2
"""Long enough for two tables to differ."""


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.name)
def test_days_keep_every_promise_and_a_seed_gives_one_table(person: Person) -> None:
    # A broken promise raises; see `World.check` and `World.check_quiet`.
    table = simulate(person, DAYS, seed=7)
    again = simulate(person, AGAIN_DAYS, seed=9)
    assert again == simulate(person, AGAIN_DAYS, seed=9)
    assert again != simulate(person, AGAIN_DAYS, seed=8)
    title, _, *rows = table
    assert title.startswith(f"{person.name}: {DAYS} days, ")
    wanted = {kind.value for kind in NudgeKind if parse(person.toml).nudge(kind).on}
    assert {row.split()[0] for row in rows} == wanted
    for row in rows:
        due, shown, lapsed, merged, waiting = (int(figure) for figure in row.split()[1:6])
        assert due == shown + lapsed + merged + waiting
    assert sum(int(row.split()[2]) for row in rows) > DAYS
