"""What the sources of presence answer now, in words: the rows of ``lull doctor``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.language import N_, NP_, tr, trp
from config.local_format import in_a_row
from tray.presence.source import Fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tray.presence.source import Answer

_MINUTE = 60
_HOUR = 3600
_WORDS = {
    Fact.LOCKED: (NP_("presence", "yes"), NP_("presence", "no")),
    Fact.DO_NOT_DISTURB: (NP_("presence", "on"), NP_("presence", "off")),
    Fact.FULL_SCREEN: (NP_("presence", "yes"), NP_("presence", "no")),
    Fact.SUSPEND: (
        NP_("presence", "under way"),
        NP_("presence", "told of when it comes"),
    ),
}


_SOURCES = {
    "notification service": N_("notification service"),
    "X11 active window": N_("X11 active window"),
    "Windows input desktop": N_("Windows input desktop"),
    "Windows last input": N_("Windows last input"),
    "Windows notification state": N_("Windows notification state"),
    "macOS event source": N_("macOS event source"),
    "macOS session": N_("macOS session"),
}
"""Those sources whose names are words; the others are called as they call themselves."""


def rows(answers: Iterable[Answer]) -> Iterator[tuple[Fact, str]]:
    """One row for each fact: what is so, and who says so; or why it is not known."""
    asked = list(answers)
    for fact in Fact:
        about = [answer for answer in asked if answer.fact is fact]
        known = [answer for answer in about if answer.value is not None]
        if known:
            yield (
                fact,
                in_a_row(
                    [
                        tr("{value} ({source})", value=_value(answer), source=_source(answer))
                        for answer in known
                    ]
                ),
            )
        elif about:
            reasons = in_a_row(
                [
                    tr("{source}: {reason}", source=_source(answer), reason=answer.reason)
                    for answer in about
                ]
            )
            yield fact, tr("not known ({reasons})", reasons=reasons)
        else:
            yield fact, tr("not known (nothing on this desktop tells)")


def _source(answer: Answer) -> str:
    return tr(_SOURCES[answer.source]) if answer.source in _SOURCES else answer.source


def _value(answer: Answer) -> str:
    if answer.fact is Fact.IDLE:
        return duration(float(answer.value or 0))
    yes, no = _WORDS[answer.fact]
    return trp("presence", yes if answer.value else no)


def duration(seconds: float) -> str:
    """A time for a row: "12 s", "3 min" or "2 h 5 min"."""
    whole = int(seconds)
    if whole < _MINUTE:
        return tr("{n} s", n=whole)
    if whole < _HOUR:
        return tr("{n} min", n=whole // _MINUTE)
    return tr("{h} h {min} min", h=whole // _HOUR, min=whole % _HOUR // _MINUTE)
