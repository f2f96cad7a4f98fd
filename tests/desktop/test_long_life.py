"""Days pass in one running Lull, and it holds no more at their end than at their beginning."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from long_life import LongLife

if TYPE_CHECKING:
    from collections.abc import Callable

    from harness import Desktop

    Factory = Callable[..., Desktop]

MOST_OBJECTS = 400
"""More than that by which one night differs from another; a menu alone has a thousand."""


@pytest.mark.timeout(400)
def test_nothing_that_a_day_needed_is_still_held_on_the_day_after(desktop_factory: Factory) -> None:
    seed = random.SystemRandom().randrange(10**6)
    with LongLife(desktop_factory(panel="xfce"), seed, "few") as life:
        first, _, last = life.days(3)
        kept = life.end()
    told = f"seed {seed}: {first}, {last}"
    assert (last.files, last.tasks, last.threads) == (first.files, first.tasks, first.threads), told
    assert last.objects - first.objects < MOST_OBJECTS, told
    assert last.shown > first.shown, told
    assert life.confirmed <= set(kept), f"seed {seed}"
    assert len(kept) == len(set(kept))
    log = life.paths.log.read_text("utf-8")
    assert "Traceback" not in log
