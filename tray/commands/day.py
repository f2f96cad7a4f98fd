"""``lull check-in``: ten seconds about the day's habits, in the terminal."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from journal import check_in as model
from journal.entries import new_id
from journal.totals import local_day_bounds
from tray import control, messages
from tray.commands.actions import open_desk
from tray.commands.terminal import check_in_here

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from config.paths import Paths
    from journal.entries import Entry


def check_in(_options: argparse.Namespace, paths: Paths) -> int:
    """``lull check-in``: the day's habits, in the terminal."""
    with open_desk(paths, strict=False) as desk:
        drinks = model.Drinks.of(desk.drinks, desk.settings.caffeine.usual_drink)
        day, zone, made = desk.clock.today(), desk.clock.zone, new_id()
        entries = desk.journal.entries(*local_day_bounds(day, zone))

        def save(answers: Mapping[model.Habit, float]) -> tuple[Entry, ...]:
            now = desk.clock.local(desk.clock.now())
            return model.save(desk.journal, answers, drinks, now, made)

        status = check_in_here(model.logged(entries, day, zone, drinks), save, desk.drinks)
    with contextlib.suppress(ConnectionError):  # no running Lull has anything to look at anew
        control.ask(paths.control, messages.Changed())
    return status
