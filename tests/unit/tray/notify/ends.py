"""A record of how notes ended."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from tray.notify.base import Button, Closed, Note

if TYPE_CHECKING:
    from collections.abc import Callable

WATER = Note(
    "nudge",
    "water-1",
    "Time for a glass of water",
    "Small sips count too.",
    (Button("glass", "Had a glass"), Button("later", "Later"), Button("not_today", "Not today")),
)


def note(named: str = "water-1", **changes: Any) -> Note:  # noqa: ANN401 - fields of several types
    """The note about water, with the token ``named``, and otherwise changed."""
    return dataclasses.replace(WATER, token=named, **changes)


class Ends:
    """Listeners that keep what they are told, as ``(token, key or Closed)``."""

    def __init__(self) -> None:
        self.all: list[tuple[str, str | Closed]] = []
        self.at_answer: Callable[[], object] | None = None
        self.seen_at_answer: list[object] = []

    def on_answer(self, ended: Note, key: str) -> None:
        self.all.append((ended.token, key))
        if self.at_answer is not None:
            self.seen_at_answer.append(self.at_answer())

    def on_closed(self, ended: Note, how: Closed) -> None:
        assert isinstance(how, Closed)
        self.all.append((ended.token, how))
