"""What the sources of presence answer now, in words: the rows of ``lull doctor``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tray.presence.source import Fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tray.presence.source import Answer

_MINUTE = 60
_HOUR = 3600
_WORDS = {
    Fact.LOCKED: ("yes", "no"),
    Fact.DO_NOT_DISTURB: ("on", "off"),
    Fact.FULL_SCREEN: ("yes", "no"),
    Fact.SUSPEND: ("under way", "told of when it comes"),
}


def rows(answers: Iterable[Answer]) -> Iterator[tuple[Fact, str]]:
    """One row for each fact: what is so, and who says so; or why it is not known."""
    asked = list(answers)
    for fact in Fact:
        about = [answer for answer in asked if answer.fact is fact]
        known = [answer for answer in about if answer.value is not None]
        if known:
            yield fact, ", ".join(f"{_value(answer)} ({answer.source})" for answer in known)
        elif about:
            reasons = "; ".join(f"{answer.source}: {answer.reason}" for answer in about)
            yield fact, f"not known ({reasons})"
        else:
            yield fact, "not known (nothing on this desktop tells)"


def _value(answer: Answer) -> str:
    if answer.fact is Fact.IDLE:
        return duration(float(answer.value or 0))
    yes, no = _WORDS[answer.fact]
    return yes if answer.value else no


def duration(seconds: float) -> str:
    """A time for a row: "12 s", "3 min" or "2 h 5 min"."""
    whole = int(seconds)
    if whole < _MINUTE:
        return f"{whole} s"
    if whole < _HOUR:
        return f"{whole // _MINUTE} min"
    return f"{whole // _HOUR} h {whole % _HOUR // _MINUTE} min"
