"""What is kept in each language of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.language import tr
from config.per_language import per_language

if TYPE_CHECKING:
    from collections.abc import Callable


def test_what_holds_texts_is_made_once_in_each_language(speak: Callable[[str], None]) -> None:
    made = []

    @per_language
    def title(what: str, *, loud: bool = False) -> str:
        made.append((what, loud))
        return tr("Undo")

    assert title("a") == title("a") == title("b") == title("a", loud=True) == "Undo"
    assert made == [("a", False), ("b", False), ("a", True)]
    speak("en_XA")
    assert title("a") == title("a") == tr("Undo") != "Undo"
    assert len(made) == 4
