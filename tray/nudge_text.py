"""What a nudge says: the next tip of its kind, and what was logged where that belongs to it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from config.kinds import NudgeKind
from config.language import tr
from tips.rotation import choose_tip
from tray import facts, trial_nudges

if TYPE_CHECKING:
    from collections.abc import Sequence

    from config.settings import Settings
    from journal.store import Journal
    from tips.model import Tip
    from tray.clock import Clock


def tip_now(tips: Sequence[Tip], journal: Journal, clock: Clock, settings: Settings) -> Tip:
    """The tip to show now, as it is shown: the caffeine cut-off says what is left at bedtime.

    On a day on which a self-test changes this habit it is one of its own.

    Only what was logged counts; where nothing of it is left, nothing is added.

    Args:
        tips: The tips of one kind; never empty.
        journal: Which were shown, and what was logged.
        clock: The present and the zone.
        settings: The settings.

    Raises:
        JournalError: The journal cannot be read.
    """
    now = clock.now()
    tips = trial_nudges.tips_for(
        trial_nudges.kept_trial(journal), clock.today(), tips[0].kind, tips
    )
    seed = f"{clock.local(now).date().isoformat()} {tips[0].kind}"
    tip = choose_tip(tips, journal.tips_last_shown(), now, seed)
    if tip.kind is not NudgeKind.CAFFEINE:
        return tip
    left = round(facts.caffeine_at_bedtime(journal, clock, settings))
    if left < 1:
        return tip
    return dataclasses.replace(tip, text=f"{tip.text} {at_bedtime(left)}")


def at_bedtime(left_mg: int) -> str:
    """How much caffeine is left at bedtime, as a sentence that blames nobody."""
    return tr("Of what you logged, about {n} mg may be left at bedtime.", n=left_mg)
