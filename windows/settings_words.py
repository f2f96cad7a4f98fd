"""What the settings window says; a test holds it to reading grade 8 and to the block list."""

from __future__ import annotations

from typing import Final

from config.language import N_

LEAD: Final = N_("A change counts at once. Nothing leaves this computer.")
SAVED: Final = N_("Saved.")
UNDONE: Final = N_("Taken back.")
DAY_LEAD: Final = N_(
    "The nudges for caffeine and sleep follow your bedtime. All others stay inside your active "
    "hours."
)
HOURS_HELP: Final = N_(
    "When Lull may nudge, such as 08:00-22:00, or 09:00-12:00, 14:00-18:00. 22:00-06:00 runs over "
    "midnight. Write \u201c{quiet}\u201d for no nudges at all."
)
OWN_DAYS_HELP: Final = N_(
    "What is left empty is as on the other days. "
    "Write \u201c{quiet}\u201d for a day without nudges."
)
QUARTERS: Final = (N_("15 minutes earlier"), N_("15 minutes later"))
QUARTERS_LESS: Final = (N_("15 minutes less"), N_("15 minutes more"))
MINUTES_LESS: Final = (N_("1 minute less"), N_("1 minute more"))
SECONDS_LESS: Final = (N_("15 seconds less"), N_("15 seconds more"))
ONES: Final = (N_("1 less"), N_("1 more"))
HALVES: Final = (N_("half an hour less"), N_("half an hour more"))
MOST_HELP: Final = N_("From 0 to 24. Those that wait for you show one at a time.")
AWAY_HELP: Final = N_("So many minutes without a key or the mouse, and nudges wait for you.")
STAY_HELP: Final = N_(
    "How long a nudge stays on the screen. 0 leaves it until you answer, or until it is out of "
    "date."
)
PRIVATE_HELP: Final = N_(
    "For a screen that others can see. A notification then says only that it is from Lull; its "
    "button Show tells the rest."
)
ABOUT_LEAD: Final = N_(
    "All of this is optional. It makes the advice fit you better. What is left open counts as not "
    "known."
)
COUNTRY_HELP: Final = N_("So that the right emergency number is shown.")
FLUIDS: Final = N_("Water nudges are off then.")
CAFFEINE_LEAD: Final = N_(
    "Lull reckons how much of the day's caffeine is still there at bedtime. It is an estimate."
)
SLOW_HELP: Final = N_(
    "With the pill, some medicines or liver disease, or just so. Lull then reckons with 9.5 hours."
)
HALF_LIFE_HELP: Final = N_(
    "From 1.5 to 9.5 hours. Left empty, Lull takes 5 hours, or more where your answers say so."
)
BY_ITSELF: Final = N_("by itself")
USUAL_HELP: Final = N_("What \u201cHad one\u201d on a nudge logs.")
NUDGES_LEAD: Final = N_("Switch on what helps. Each has its own times.")
TIMES_HELP: Final = N_("One or more, such as 11:00, 16:00.")
A_DAY: Final = N_("Choose days of the week.")
EASED: Final = N_("Comes half as often for now, since you closed it again and again.")
TOMORROW_LEAD: Final = N_(
    "What would come tomorrow, if you are at the computer. Fewer come when you are away or busy."
)
NOTHING_TOMORROW: Final = N_("Nothing would come tomorrow.")
START_AT_LOGIN: Final = N_("Start Lull when I log in")
LANGUAGE_HELP: Final = N_(
    "A new choice shows in the icon at once, and in windows when they are opened again."
)
FILE_HELP: Final = N_(
    "All of this stands in one file with comments. Whoever likes can change it there. Lull "
    "reads it again as soon as it is saved."
)
BROKEN: Final = N_(
    "The settings file has a mistake, so nothing can be changed here. Lull goes on with the "
    "settings that were good before."
)
RESTORED: Final = N_("The good settings are back. The other file is kept as {name}.")
CHANGED_ELSEWHERE: Final = N_("The settings were changed elsewhere. This is how they are now.")
ONE_MOMENT: Final = N_("One moment\N{HORIZONTAL ELLIPSIS}")
DATA_LEAD: Final = N_(
    "Everything that you logged stands in one file on this computer, your journal."
)
BACKUP_HELP: Final = N_(
    "Lull copies the journal once a day and keeps the copies of seven days, and any copy that "
    "holds more than the journal does. They can be read by you alone, and stand beside it."
)
NO_BACKUP: Final = N_("There is no copy yet.")
BACKED_UP: Final = N_("Copied and checked.")
NOTHING_TO_COPY: Final = N_("There is no journal to copy yet.")
PUT_BACK: Final = N_(
    "The journal will be as it was when this copy was made. What you logged after that is not in "
    "it. The present journal is kept and joins this list, so you can go back. Lull ends for a "
    "moment and starts again."
)
PUT_BACK_DONE: Final = N_(
    "The copy is in place. The journal of before is kept, and chosen in the list: put it back to "
    "undo this."
)
PUT_BACK_ALONE: Final = N_("The copy is in place.")
EXPORT_HELP: Final = N_(
    "One file holds all of it, to keep or to take to another computer. Tables are for a "
    "spreadsheet, and cannot be taken in again. Both hold health data: mind where you put them."
)
EXPORTED: Final = N_("Exported to {place}.")
WOULD_ADD: Final = N_("This file would add {what}. What is in your journal stays as it is.")
ADDS_NOTHING: Final = N_("All that is in this file is in your journal already.")
ADDED: Final = N_("Added {what}.")
DELETE_HELP: Final = N_(
    "This removes the journal with all that you logged, its copies, drafts, your settings, the "
    "log, and the start at login. Lull ends. It cannot be undone. What you exported stays."
)
TYPE_THE_WORD: Final = N_("Please close Lull's other windows first.")
GONE: Final = N_("All that Lull kept is gone from this computer.")
GONE_HELP: Final = N_("This window can be closed. If you start Lull again, it begins anew.")
GONE_OTHERS: Final = N_("These are not Lull's and were left: {others}")
