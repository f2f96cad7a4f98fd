"""What the settings window says; a test holds it to reading grade 8 and to the block list."""

from __future__ import annotations

from typing import Final

LEAD: Final = "A change counts at once. Nothing leaves this computer."
SAVED: Final = "Saved."
UNDONE: Final = "Taken back."
DAY_LEAD: Final = (
    "The nudges for caffeine and sleep follow your bedtime. All others stay inside your active "
    "hours."
)
HOURS_HELP: Final = (
    "When Lull may nudge, such as 08:00-22:00, or 09:00-12:00, 14:00-18:00. 22:00-06:00 runs over "
    "midnight. Write \u201cquiet\u201d for no nudges at all."
)
OWN_DAYS_HELP: Final = (
    "What is left empty is as on the other days. Write \u201cquiet\u201d for a day without nudges."
)
QUARTERS: Final = ("15 minutes earlier", "15 minutes later")
QUARTERS_LESS: Final = ("15 minutes less", "15 minutes more")
MINUTES_LESS: Final = ("1 minute less", "1 minute more")
SECONDS_LESS: Final = ("15 seconds less", "15 seconds more")
ONES: Final = ("1 less", "1 more")
HALVES: Final = ("half an hour less", "half an hour more")
MOST_HELP: Final = "From 0 to 24. Those that wait for you show one at a time."
AWAY_HELP: Final = "So many minutes without a key or the mouse, and nudges wait for you."
STAY_HELP: Final = (
    "How long a nudge stays on the screen. 0 leaves it until you answer, or until it is out of "
    "date."
)
PRIVATE_HELP: Final = (
    "For a screen that others can see. A notification then says only that it is from Lull; its "
    "button Show tells the rest."
)
ABOUT_LEAD: Final = (
    "All of this is optional. It makes the advice fit you better. What is left open counts as not "
    "known."
)
COUNTRY_HELP: Final = "So that the right emergency number is shown."
FLUIDS: Final = "Water nudges are off then."
CAFFEINE_LEAD: Final = (
    "Lull reckons how much of the day's caffeine is still there at bedtime. It is an estimate."
)
SLOW_HELP: Final = (
    "With the pill, some medicines or liver disease, or just so. Lull then reckons with 9.5 hours."
)
HALF_LIFE_HELP: Final = (
    "From 1.5 to 9.5 hours. Left empty, Lull takes 5 hours, or more where your answers say so."
)
BY_ITSELF: Final = "by itself"
USUAL_HELP: Final = "What \u201cHad one\u201d on a nudge logs."
NUDGES_LEAD: Final = "Switch on what helps. Each has its own times."
TIMES_HELP: Final = "One or more, such as 11:00, 16:00."
A_DAY: Final = "Choose days of the week."
EASED: Final = "Comes half as often for now, since you closed it again and again."
TOMORROW_LEAD: Final = (
    "What would come tomorrow, if you are at the computer. Fewer come when you are away or busy."
)
NOTHING_TOMORROW: Final = "Nothing would come tomorrow."
START_AT_LOGIN: Final = "Start Lull when I log in"
FILE_HELP: Final = (
    "All of this stands in one file with comments. Whoever likes can change it there. Lull "
    "reads it again as soon as it is saved."
)
BROKEN: Final = (
    "The settings file has a mistake, so nothing can be changed here. Lull goes on with the "
    "settings that were good before."
)
RESTORED: Final = "The good settings are back. The other file is kept as {name}."
CHANGED_ELSEWHERE: Final = "The settings were changed elsewhere. This is how they are now."
ONE_MOMENT: Final = "One moment\N{HORIZONTAL ELLIPSIS}"
DATA_LEAD: Final = "Everything that you logged stands in one file on this computer, your journal."
BACKUP_HELP: Final = (
    "Lull copies the journal once a day and keeps the copies of seven days, and any copy that "
    "holds more than the journal does. They can be read by you alone, and stand beside it."
)
NO_BACKUP: Final = "There is no copy yet."
BACKED_UP: Final = "Copied and checked."
NOTHING_TO_COPY: Final = "There is no journal to copy yet."
PUT_BACK: Final = (
    "The journal will be as it was when this copy was made. What you logged after that is not in "
    "it. The present journal is kept and joins this list, so you can go back. Lull ends for a "
    "moment and starts again."
)
PUT_BACK_DONE: Final = (
    "The copy is in place. The journal of before is kept, and chosen in the list: put it back to "
    "undo this."
)
PUT_BACK_ALONE: Final = "The copy is in place."
EXPORT_HELP: Final = (
    "One file holds all of it, to keep or to take to another computer. Tables are for a "
    "spreadsheet, and cannot be taken in again. Both hold health data: mind where you put them."
)
EXPORTED: Final = "Exported to {place}."
WOULD_ADD: Final = "This file would add {what}. What is in your journal stays as it is."
ADDS_NOTHING: Final = "All that is in this file is in your journal already."
ADDED: Final = "Added {what}."
DELETE_HELP: Final = (
    "This removes the journal with all that you logged, its copies, drafts, your settings, the "
    "log, and the start at login. Lull ends. It cannot be undone. What you exported stays."
)
TYPE_THE_WORD: Final = "Please close Lull's other windows first."
GONE: Final = "All that Lull kept is gone from this computer."
GONE_HELP: Final = "This window can be closed. If you start Lull again, it begins anew."
GONE_OTHERS: Final = "These are not Lull's and were left: {others}"
