"""What the log window offers above its first page: to go on, the same again, the same as before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.language import tr
from config.local_format import clock_time, weekday
from tips.told import place_words
from windows.log_where import offer
from windows.log_words import when_words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from journal.draft import Draft
    from journal.twitches import TwitchRecord
    from windows.parts import Card
    from windows.theme import Theme


def check_note(theme: Theme) -> Card:
    """That a check keeps nothing."""
    return offer(theme, tr("A quick check: nothing you answer here is saved."), ())


def break_note(theme: Theme, end: dt.datetime) -> Card:
    """That a break from logging lasts until ``end``, in the person's zone, and stops nobody."""
    words = tr(
        "You chose a break from logging until {day} at {time}.",
        day=weekday(end),
        time=clock_time(end),
    )
    detail = tr("You can still log, or check without saving, whenever you want to.")
    return offer(theme, words, (), detail=detail)


def draft_offer(
    theme: Theme,
    draft: Draft,
    now: dt.datetime,
    go_on: Callable[[], None],
    start_new: Callable[[], None],
) -> Card:
    """To go on with answers that were left; ``now`` is in the person's zone."""
    return offer(
        theme,
        f"{tr('Go on where you left off?')} {place_words(draft.data.get('where'))}".rstrip(),
        ((tr("&Go on"), go_on), (tr("&Start new"), start_new)),
        detail=tr(
            "From {when}. It is kept until you save it or choose \u201cStart new\u201d.",
            when=when_words(draft.saved_at, now),
        ),
    )


def again_offer(
    theme: Theme,
    record: TwitchRecord,
    count: Callable[[], None],
    look_again: Callable[[], None],
) -> Card:
    """To count the twitch of earlier that day once more, or to say what changed."""
    return offer(
        theme,
        f"{tr('The same as earlier today?')} {place_words(record.report)}",
        ((tr("The &same again"), count), (tr("Something &changed"), look_again)),
        detail=tr(
            "\u201cThe same\u201d adds to the one you saved. If anything is new or worse, "
            "choose \u201cSomething changed\u201d."
        ),
    )


def before_offer(theme: Theme, record: TwitchRecord, take: Callable[[], None]) -> Card:
    """To begin with the place and the kind of an earlier day."""
    words = f"{tr('The same as before?')} {place_words(record.report)}"
    return offer(theme, words, ((tr("&Same as before"), take),))
