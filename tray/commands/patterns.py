"""``lull patterns``: days with and without each factor, and whether that could be chance."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

from config.language import N_, tr
from journal import pattern_words as words
from journal.factors import PERIOD_DAYS, day_table
from journal.patterns import Suspicion, Verdict, find_patterns
from journal.totals import reach_of
from tips.factors import threshold_sources, thresholds
from tray.commands.actions import open_desk

if TYPE_CHECKING:
    import argparse

    from config.paths import Paths
    from config.patterns import PatternSettings
    from journal.patterns import Pattern
    from tray.desk import Desk

_HEADINGS = {
    Verdict.PATTERN: N_("Stands out"),
    Verdict.NO_PATTERN: N_("Could be chance"),
}


def patterns(options: argparse.Namespace, paths: Paths) -> int:
    """``lull patterns``."""
    with open_desk(paths, writes=False) as desk:
        return show_patterns(desk, as_json=options.json)


def show_patterns(desk: Desk, *, as_json: bool) -> int:
    """Print the patterns of the days up to yesterday; today is not over.

    Raises:
        JournalError: The journal cannot be read.
    """
    found = patterns_of(desk)
    if as_json:
        print(json.dumps([words.facts_of(pattern) for pattern in found], indent=2))
        return 0
    print(tr(words.INTRO), tr(words.KNOWN_DAYS), sep="\n")
    for verdict, heading in _HEADINGS.items():
        of_these = [pattern for pattern in found if pattern.verdict is verdict]
        if of_these:
            print(f"\n{tr(heading)}")
        for pattern in of_these:
            gap = words.gap_of(pattern)
            print(f"  {words.text_of(pattern)}" + (f"\n    {gap}" if gap else ""))
    lacking = [pattern for pattern in found if pattern.verdict is Verdict.NOT_ENOUGH_DAYS]
    print(f"\n{tr('Not enough days yet')}", *words.lacking_lines(lacking), sep="\n  ")
    print()
    if any(pattern.difference is not None for pattern in found):
        print(tr(words.INTERVAL))
    titles = "; ".join(one.title for one in threshold_sources())
    print(tr("Sources of the figures: {titles}", titles=titles))
    return 0


def patterns_of(desk: Desk) -> tuple[Pattern, ...]:
    """What the last year's days show, with the person's own settings."""
    end = desk.clock.today()
    first = end - timedelta(days=PERIOD_DAYS)
    zone = desk.clock.zone
    table = day_table(
        first,
        end,
        desk.journal.day_sums(*reach_of(first, end, zone)),
        desk.journal.caffeine_times(*reach_of(first, end + timedelta(days=1), zone)),
        thresholds(desk.settings),
    )
    return find_patterns(table, _suspicion(desk.settings.patterns))


def _suspicion(settings: PatternSettings) -> Suspicion | None:
    if settings.suspected is None or settings.suspected_since is None:
        return None
    return Suspicion(settings.suspected, settings.suspected_lag_days, settings.suspected_since)
