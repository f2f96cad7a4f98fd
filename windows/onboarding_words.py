"""What the welcome says; a test holds it to reading grade 8 and to the block list."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from config.kinds import NudgeKind
from config.language import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

DOES: Final = (
    N_("Lull sits in the tray. A few gentle nudges a day: caffeine, sleep, stress and water."),
    N_("When a twitch bothers you, log it in seconds and read what guidance suggests."),
    N_("All that you write stays on this computer. Lull never uses the network."),
)
DOES_NOT: Final = (
    N_("It cannot examine you and gives no diagnosis. No clinician has reviewed its advice."),
    N_("It does not ask about twitches, count them or keep score. You say when to log."),
    N_("It cannot get help for you. In an emergency call 112, 999, 911 or your local number."),
)
STOP_ANY_TIME: Final = N_(
    "Two minutes, and you can stop at any step: what you have confirmed by then is kept."
)
DAY_LEAD: Final = N_(
    "The nudges for caffeine and sleep follow your bedtime. All others stay inside your active "
    "hours."
)
SEVERAL_RANGES: Final = N_(
    "Your settings hold more than one range of active hours. They stay as they are unless you "
    "change a time here."
)
NUDGES_LEAD: Final = N_("At most {most} a day. Water nudges give way to the others.")
ABOUT_LEAD: Final = N_(
    "All of this is optional, and it stays on this computer. What you skip makes the advice more "
    "cautious."
)
YOUNG: Final = N_(
    "Lull's advice is written for adults. If a twitch worries you, talk to a parent or a carer. A "
    "doctor, a nurse or a pharmacist can help too. The nudges and the diary work for you as well."
)
FLUIDS: Final = N_("Water nudges are off then.")
COUNTRY_HELP: Final = N_("So that the right emergency number is shown.")
HEALTH_LEAD: Final = N_(
    "Optional too. Each of these can change what guidance suggests, and is asked for that alone. "
    "Tick what fits, or \u201cNone of these\u201d. What you skip makes the advice more cautious."
)
READY: Final = (
    N_("To log a twitch, click the Lull icon in the tray, or start Lull once more."),
    N_("A right click shows the menu: what comes next, a pause, your day and more."),
    N_("Everything that you chose can be changed in the settings."),
)
AUTOSTART: Final = N_("Start Lull by itself when I log in")
AUTOSTART_HELP: Final = N_("You can change this later in the settings.")
AUTOSTART_UNKNOWN: Final = N_("To have Lull start by itself when you log in: lull autostart on")

NUDGES: Final[Mapping[NudgeKind, str]] = MappingProxyType(
    {
        NudgeKind.CAFFEINE: N_("Last coffee of the day"),
        NudgeKind.SLEEP: N_("Wind down for bed"),
        NudgeKind.STRESS: N_("Two slow minutes: a pause in the day"),
        NudgeKind.HYDRATION: N_("A glass of water"),
        NudgeKind.CHECK_IN: N_("Check-in about habits"),
        NudgeKind.MOVEMENT: N_("Move a little"),
        NudgeKind.ALCOHOL: N_("A drink-free evening"),
        NudgeKind.COLD: N_("Dress for the cold"),
        NudgeKind.SCREEN: N_("Rest your eyes"),
        NudgeKind.BREATHING: N_("Slow breathing: ways to breathe"),
    }
)
"""What each nudge is called on the page where they are chosen."""
