"""What stands in the tray menu: pure, from a state to rows; no desktop library."""

from __future__ import annotations

import dataclasses

from config.language import N_, tr, trn, trp
from config.local_format import number


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """One row of the tray menu.

    Attributes:
        label: What the row says; empty for a separator.
        action: What a click asks for, such as ``log coffee``; empty where nothing happens.
        enabled: Whether the row can be chosen.
        checked: None for a plain row, else the state of its check mark.
        radio: Whether the check mark is one of a group of which one is set.
        default: Whether a left click on the icon chooses this row.
        children: The rows of its submenu.
    """

    label: str
    action: str = ""
    enabled: bool = True
    checked: bool | None = None
    radio: bool = False
    default: bool = False
    children: tuple[Row, ...] = ()


SEPARATOR = Row("")


@dataclasses.dataclass(frozen=True, slots=True)
class MenuState:
    """Everything that the menu shows.

    Attributes:
        status: The status line: what comes next, or why it is quiet.
        pause: The choice of the running pause ("30m" ... "week"), "other", or "" for none.
        answer_title: The title of the nudge that waits for an answer; empty for none.
        answers: The keys and labels of its buttons.
        today: The lines under "Today".
        answer_token: The showing that they belong to, so that a menu that was open when another
            nudge took the place does not answer that one.
        undo_id: The entry that "undo" takes back.
        undo: What "undo" would take back, such as "coffee at 08:10"; empty for nothing.
    """

    status: str = dataclasses.field(default_factory=lambda: tr("Starting"))
    pause: str = ""
    answer_title: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    today: tuple[str, str, str] = dataclasses.field(
        default_factory=lambda: (
            tr("Caffeine: none yet"),
            tr("Water and other drinks: none yet"),
            tr("Sleep: not noted"),
        )
    )
    undo: str = ""
    answer_token: str = ""
    undo_id: str = ""


PAUSES = (
    ("30m", N_("30 minutes")),
    ("1h", N_("1 hour")),
    ("2h", N_("2 hours")),
    ("tomorrow", N_("Until tomorrow")),
    ("week", N_("Until this day next week")),
)
"""What can be chosen under "Pause"; the command line and the settings take any date."""

_DRINKS = (
    ("coffee", N_("Coffee")),
    ("tea", N_("Tea")),
    ("cola", N_("Cola")),
    ("energy_drink", N_("Energy drink")),
    ("water", N_("Water, a glass")),
    ("alcohol", N_("Alcohol, 1 unit")),
)
_SLEEP_HOURS = (3, 4, 5, 5.5, 6, 6.5, 7, 7.5, 8, 8.5, 9, 10)
_EXERCISE_MINUTES = (10, 20, 30, 45, 60, 90, 120)
_ANSWER_ROWS = 3
"""No nudge has more buttons; fewer leave a row empty, so that the rows stay where they are."""


def rows(state: MenuState) -> tuple[Row, ...]:
    """The menu; the structure is the same for every state, since panels redraw a new one badly."""
    return (
        Row(state.status, "why"),
        _answer_row(state),
        SEPARATOR,
        Row(tr("Log a twitch…"), "twitch", default=True),
        Row(tr("Quick check, nothing saved…"), "check"),
        Row(trp("a menu", "Log"), children=_log_rows(state)),
        Row(tr("Breathe for two minutes"), "breathe"),
        Row(trp("a menu", "Today"), children=tuple(Row(line, "today") for line in state.today)),
        SEPARATOR,
        Row(trp("a menu", "Pause"), children=_pause_rows(state)),
        Row(trp("a menu", "Resume"), "resume", enabled=bool(state.pause)),
        SEPARATOR,
        Row(tr("Look back…"), "look_back"),
        Row(tr("Report for my doctor…"), "report"),
        Row(tr("About twitches…"), "about"),
        Row(tr("Settings…"), "settings"),
        SEPARATOR,
        Row(trp("a menu", "Quit"), "quit"),
    )


def _answer_row(state: MenuState) -> Row:
    answers = [
        Row(label, f"answer {key} {state.answer_token}".rstrip())
        for key, label in state.answers[:_ANSWER_ROWS]
    ]
    answers += [Row("-", enabled=False)] * (_ANSWER_ROWS - len(answers))
    label = (
        tr("Answer: {nudge}", nudge=state.answer_title)
        if state.answers
        else tr("Nothing to answer")
    )
    return Row(label, enabled=bool(state.answers), children=tuple(answers))


def _log_rows(state: MenuState) -> tuple[Row, ...]:
    return (
        *(Row(tr(label), f"log {drink}") for drink, label in _DRINKS),
        SEPARATOR,
        Row(
            tr("Sleep last night"),
            children=tuple(Row(_hours(hours), f"log sleep {hours}") for hours in _SLEEP_HOURS),
        ),
        Row(
            tr("Stress now"),
            children=tuple(Row(_stress(level), f"log stress {level}") for level in range(11)),
        ),
        Row(
            tr("Exercise"),
            children=tuple(
                Row(trn("{n} minute", "{n} minutes", minutes), f"log exercise {minutes}")
                for minutes in _EXERCISE_MINUTES
            ),
        ),
        Row(tr("Check-in about today…"), "check_in"),
        SEPARATOR,
        Row(
            tr("Undo: {what}", what=state.undo) if state.undo else tr("Nothing to undo"),
            f"undo {state.undo_id}".rstrip(),
            enabled=bool(state.undo),
        ),
    )


def _hours(hours: float) -> str:
    return trn("{n} hour", "{n} hours", hours, n=number(hours))


def _stress(level: int) -> str:
    told = {0: N_("0, none"), 5: N_("5, middling"), 10: N_("10, the most")}.get(level)
    return str(level) if told is None else tr(told)


def _pause_rows(state: MenuState) -> tuple[Row, ...]:
    return tuple(
        Row(tr(label), f"pause {choice}", checked=state.pause == choice, radio=True)
        for choice, label in PAUSES
    )
