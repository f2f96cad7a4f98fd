"""A language for one reply, and one that was chosen while another is spoken."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from config import language
from config.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable


def test_a_block_speaks_another_language_and_nothing_beside_it_does() -> None:
    def elsewhere() -> None:
        said.append(tr("Undo"))

    said: list[str] = []
    with language.speaking("en_XA"):
        assert tr("Undo").startswith("⟦")
        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()
        with language.speaking(""), language.speaking("xx"):
            assert language.code() == "en_XA"
        with pytest.raises(OSError, match="gone"), language.speaking("en"):
            raise OSError("gone")
        assert language.code() == "en_XA"
    assert [tr("Undo"), *said] == ["Undo", "Undo"]


def test_what_is_spoken_already_is_not_read_again(
    speak: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    speak("de")
    spoken = tr("Undo")
    assert spoken != "Undo"
    monkeypatch.setattr(language, "__file__", "/nowhere/language.py")
    with language.speaking("de_AT"):
        assert tr("Undo") == spoken


def test_the_variable_asks_for_a_language_that_is_spoken() -> None:
    asked = [language.asked_for({language.VARIABLE: name}) for name in ("de_AT", "xx", "")]
    assert [*asked, language.asked_for({})] == ["de", "", "", ""]


def test_it_is_known_whether_a_setting_is_what_is_spoken(
    speak: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert language.is_spoken("")
    assert language.is_spoken("en")
    assert not language.is_spoken("de")
    speak("en_XA")
    assert language.is_spoken("de")
    monkeypatch.delenv(language.VARIABLE)
    assert not language.is_spoken("de")
