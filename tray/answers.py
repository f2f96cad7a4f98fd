"""The buttons of each kind of nudge, and what each stands for."""

from __future__ import annotations

from enum import StrEnum

from config.kinds import NudgeKind
from config.language import N_, tr
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


_LATER = (Answer.LATER, N_("Later"))
_NOT_TODAY = (Answer.NOT_TODAY, N_("Not today"))
_FINE = (Answer.FINE, N_("Fine"))

_OWN = {
    NudgeKind.CAFFEINE: (_FINE, (Answer.HAD_ONE, N_("Had one")), _LATER),
    NudgeKind.SLEEP: (
        _FINE,
        (Answer.LATER, N_("In {minutes} min")),
        (Answer.NOT_TODAY, N_("Not tonight")),
    ),
    NudgeKind.STRESS: ((Answer.BREATHE, N_("Breathe now")), _LATER, _NOT_TODAY),
    NudgeKind.HYDRATION: ((Answer.HAD_GLASS, N_("Had a glass")), _LATER, _NOT_TODAY),
    NudgeKind.CHECK_IN: ((Answer.FILL_IN, N_("Fill in")), _NOT_TODAY),
    NudgeKind.BREATHING: ((Answer.BREATHE, N_("Breathe now")), _LATER, _NOT_TODAY),
}


def buttons(kind: NudgeKind) -> tuple[Button, ...]:
    """The buttons of ``kind``, the most likely answer first."""
    own = _OWN.get(kind, (_FINE, _LATER, _NOT_TODAY))
    return tuple(Button(key, tr(label, minutes=LATER_MINUTES)) for key, label in own)
