"""The buttons of each kind of nudge, and what each stands for."""

from __future__ import annotations

from enum import StrEnum

from config.kinds import NudgeKind
from tray.notify.base import Button

LATER_MINUTES = 30


class Answer(StrEnum):
    """What a button does; the value is its key on the bus and in the journal."""

    FINE = "fine"
    """Heard; nothing else happens."""
    HAD_ONE = "had_one"
    """Logs the usual caffeinated drink."""
    HAD_GLASS = "had_glass"
    """Logs a glass of water."""
    BREATHE = "breathe"
    """Starts two minutes of slow breathing."""
    FILL_IN = "fill_in"
    """Opens the check-in."""
    LATER = "later"
    """Comes back in `LATER_MINUTES`."""
    NOT_TODAY = "not_today"
    """Not again before local midnight."""


_LATER = Button(Answer.LATER, "Later")
_NOT_TODAY = Button(Answer.NOT_TODAY, "Not today")
_FINE = Button(Answer.FINE, "Fine")

_OWN = {
    NudgeKind.CAFFEINE: (_FINE, Button(Answer.HAD_ONE, "Had one"), _LATER),
    NudgeKind.SLEEP: (
        _FINE,
        Button(Answer.LATER, f"In {LATER_MINUTES} min"),
        Button(Answer.NOT_TODAY, "Not tonight"),
    ),
    NudgeKind.STRESS: (Button(Answer.BREATHE, "Breathe now"), _LATER, _NOT_TODAY),
    NudgeKind.HYDRATION: (Button(Answer.HAD_GLASS, "Had a glass"), _LATER, _NOT_TODAY),
    NudgeKind.CHECK_IN: (Button(Answer.FILL_IN, "Fill in"), _NOT_TODAY),
    NudgeKind.BREATHING: (Button(Answer.BREATHE, "Breathe now"), _LATER, _NOT_TODAY),
}


def buttons(kind: NudgeKind) -> tuple[Button, ...]:
    """The buttons of ``kind``, the most likely answer first."""
    return _OWN.get(kind, (_FINE, _LATER, _NOT_TODAY))
