"""The advice as lines for a terminal, in the order of the window's card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.language import review_note, tr
from tips.advice import Level, explain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tips.advice import Advice


def advice_lines(advice: Advice) -> Iterator[str]:
    """The advice line by line; empty lines part its sections."""
    if advice.level is Level.EMERGENCY:
        # The first thing that is read, or heard.
        yield tr("Call {number} now.", number=advice.emergency_number)
    yield advice.headline
    yield from _section(tr("What to do:"), advice.what_to_do)
    yield from _section(tr("Why:"), advice.why)
    yield from _section(tr("Get help or come back if:"), advice.come_back_if)
    yield from _section(tr("What may help today:"), (habit.text for habit in advice.habits))
    yield from _section("", advice.offers)
    yield ""
    yield advice.notice
    if note := review_note():
        yield note


def origin_lines(advice: Advice) -> Iterator[str]:
    """Why somebody sees this advice: the rules behind it, and where everything comes from."""
    yield from _section(
        tr("Why you see this:"), (f"{rule.id}: {rule.reason}" for rule in explain(advice))
    )
    yield from _section(tr("Where this comes from:"), advice.sources)
    yield from _section(
        tr("Where the habits come from:"), dict.fromkeys(habit.source for habit in advice.habits)
    )


def _section(heading: str, sentences: Iterable[str]) -> Iterator[str]:
    found = tuple(sentences)
    if found:
        yield ""
        if heading:
            yield heading
        yield from (f"- {sentence}" for sentence in found)
