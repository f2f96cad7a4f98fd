"""What the welcome says; a test holds it to reading grade 8 and to the block list."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from config.kinds import NudgeKind

if TYPE_CHECKING:
    from collections.abc import Mapping

DOES: Final = (
    "Lull sits in the tray. A few gentle nudges a day: caffeine, sleep, stress and water.",
    "When a twitch bothers you, log it in seconds and read what guidance suggests.",
    "All that you write stays on this computer. Lull never uses the network.",
)
DOES_NOT: Final = (
    "It cannot examine you and gives no diagnosis. No clinician has reviewed its advice.",
    "It does not ask about twitches, count them or keep score. You say when to log.",
    "It cannot get help for you. In an emergency call 112, 999, 911 or your local number.",
)
STOP_ANY_TIME: Final = (
    "Two minutes, and you can stop at any step: what you have confirmed by then is kept."
)
DAY_LEAD: Final = (
    "The nudges for caffeine and sleep follow your bedtime. All others stay inside your active "
    "hours."
)
SEVERAL_RANGES: Final = (
    "Your settings hold more than one range of active hours. They stay as they are unless you "
    "change a time here."
)
NUDGES_LEAD: Final = "At most {most} a day. Water nudges give way to the others."
ABOUT_LEAD: Final = (
    "All of this is optional, and it stays on this computer. What you skip makes the advice more "
    "cautious."
)
YOUNG: Final = (
    "Lull's advice is written for adults. If a twitch worries you, talk to a parent or a carer. A "
    "doctor, a nurse or a pharmacist can help too. The nudges and the diary work for you as well."
)
FLUIDS: Final = "Water nudges are off then."
COUNTRY_HELP: Final = "So that the right emergency number is shown."
HEALTH_LEAD: Final = (
    "Optional too. Each of these can change what guidance suggests, and is asked for that alone. "
    "Tick what fits, or \u201cNone of these\u201d. What you skip makes the advice more cautious."
)
READY: Final = (
    "To log a twitch, click the Lull icon in the tray, or start Lull once more.",
    "A right click shows the menu: what comes next, a pause, your day and more.",
    "Everything that you chose can be changed in the settings.",
)
AUTOSTART: Final = "Start Lull by itself when I log in"
AUTOSTART_HELP: Final = "You can change this later in the settings."
AUTOSTART_UNKNOWN: Final = "To have Lull start by itself when you log in: lull autostart on"

NUDGES: Final[Mapping[NudgeKind, str]] = MappingProxyType(
    {
        NudgeKind.CAFFEINE: "Last coffee of the day",
        NudgeKind.SLEEP: "Wind down for bed",
        NudgeKind.STRESS: "Two slow minutes: a pause in the day",
        NudgeKind.HYDRATION: "A glass of water",
        NudgeKind.CHECK_IN: "Check-in about habits",
        NudgeKind.MOVEMENT: "Move a little",
        NudgeKind.ALCOHOL: "A drink-free evening",
        NudgeKind.COLD: "Dress for the cold",
        NudgeKind.SCREEN: "Rest your eyes",
        NudgeKind.BREATHING: "Slow breathing: ways to breathe",
    }
)
"""What each nudge is called on the page where they are chosen."""
