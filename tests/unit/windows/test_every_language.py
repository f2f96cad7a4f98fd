"""Every window in languages that nobody speaks: what is not translated or has no room shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from every_window import OWN_WORDS, Windows
from PySide6.QtCore import QAbstractItemModel, QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from config.language import LANGUAGES
from config.settings import Settings
from tips.sources import shipped_sources
from windows.parts import Page
from windows.said import BREAK
from windows.speech import speak as speak_qt
from windows.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from config.paths import Paths

ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)
_PLAIN_VOWEL = re.compile(r"[aeiouAEIOU]")
"""A translated text has none: the pseudo-language gives each an accent."""
_USUAL, _LARGE = "100", "200"
_SCREEN = (1280, 720)
_FIELD_EDGE = 26
"""Pixels of a field's padding, outline and margin that its text cannot have, at the least."""


@pytest.fixture
def windows_in(
    qapp: QApplication,
    paths: Paths,
    monkeypatch: pytest.MonkeyPatch,
    that_day: None,  # noqa: ARG001 - the day is set
    spoken: None,  # noqa: ARG001 - and what a language changes set back
    speak: Callable[[str], None],
) -> Callable[[str, str], Windows]:
    """All windows in a language, with text of a size in per cent."""

    def make(name: str, scale: str) -> Windows:
        speak(name)
        speak_qt(qapp)
        theme = Theme(qapp, {"LULL_THEME": "light", "LULL_TEXT_SCALE": scale})
        return Windows(theme, paths, monkeypatch)

    return make


def own_text(paths: Paths) -> re.Pattern[str]:
    """What is in no language: own words, names, titles of sources, addresses, files, settings."""
    names = ["Lull", "forget", OWN_WORDS, *(each.name for each in LANGUAGES.values())]
    for source in shipped_sources().values():
        names += [source.title, source.calm_title, source.url_or_doi]
    names += [str(paths.settings), str(paths.home), *Settings.__struct_fields__]
    longest_first = sorted(filter(None, names), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


def texts_of(widget: QWidget) -> Iterator[str]:
    """Whatever a widget shows or says."""
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
    yield widget.windowTitle()
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QLineEdit):
        yield from (widget.text(), widget.placeholderText())
    elif isinstance(widget, QPlainTextEdit | QTextEdit):
        yield widget.toPlainText()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(row) for row in range(widget.count()))
    elif isinstance(widget, QAbstractItemView):
        yield from _cells(widget.model())


def _cells(model: QAbstractItemModel) -> Iterator[str]:
    for column in range(model.columnCount()):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(model.rowCount()):
            for role in ROLES:
                text = str(model.index(row, column).data(role) or "")
                yield text.removeprefix("<p>").removesuffix("</p>")


def _as_read(text: str) -> str:
    """Without the places at which a path may be broken."""
    return text.replace(BREAK, "")


def parts_of(window: QWidget) -> Iterator[QWidget]:
    """A window and all in it that can be seen."""
    yield window
    yield from (part for part in window.findChildren(QWidget) if part.isVisibleTo(window))


@pytest.mark.parametrize("scale", [_USUAL, _LARGE])
@pytest.mark.parametrize("language", ["en_XA", "ar_XB"])
def test_every_window_is_translated_and_mirrored_and_has_room(
    windows_in: Callable[[str, str], Windows], paths: Paths, scale: str, language: str
) -> None:
    windows = windows_in(language, scale)
    own = own_text(paths)
    untranslated, unmirrored, cut_off = set[str](), set[str](), list[str]()
    for name, window in windows.scenes():
        # Qt's screen here is smaller than any that a desktop has.
        if scale == _LARGE:
            window.resize(round(_SCREEN[0] * 0.94), round(_SCREEN[1] * 0.88))
        QApplication.processEvents()
        parts = list(parts_of(window))
        cut_off += without_room(name, window, parts)
        if language == "en_XA" and scale == _USUAL:
            untranslated |= {
                f"{name}: {text}"
                for part in parts
                for text in map(_as_read, texts_of(part))
                if _PLAIN_VOWEL.search(own.sub("", text))
            }
        if language == "ar_XB":
            unmirrored |= {
                f"{name}: {type(part).__name__} {_named(part)}"
                for part in parts
                if not part.isRightToLeft()
            }
        if language == "ar_XB" and name == "log":
            assert_ends_on_the_left(window)
    assert "\n".join(sorted(untranslated)) == ""
    assert "\n".join(sorted(unmirrored)) == ""
    assert "\n".join(cut_off) == ""


def assert_ends_on_the_left(window: QWidget) -> None:
    """What a log leads on by stands where a line that is read from the right ends."""
    footer = window.footer  # type: ignore[attr-defined] # the log window's
    order = [footer.close_button, footer.check_button, footer.next_button]
    at = [button.mapTo(window, QPoint()).x() for button in order]
    assert at == sorted(at, reverse=True)


def without_room(name: str, window: QWidget, parts: Sequence[QWidget]) -> Iterator[str]:
    """What does not fit: a window on a screen, or a part of it where it stands."""
    if window.minimumSizeHint().width() > _SCREEN[0]:
        yield f"{name}: wider than a screen, {window.minimumSizeHint().width()}"
    for part in parts:
        if problem := _lacks(part):
            yield f"{name}: {type(part).__name__} {problem}: {_named(part)}"


def _named(part: QWidget) -> str:
    text = getattr(part, "text", None)
    return str(text()) if callable(text) else part.accessibleName()


def _lacks(part: QWidget) -> str:
    """What a part lacks of the room that it needs; empty for nothing."""
    text = part.text() if isinstance(part, QLabel | QAbstractButton) else ""
    if text and part.height() < (needed := _height(part)):
        return f"{needed - part.height()} pixels of height"
    least = _width(part)
    return f"{least - part.width()} pixels of width" if part.width() < least else ""


def _height(part: QWidget) -> int:
    if part.hasHeightForWidth():
        return part.heightForWidth(part.width())
    return part.sizeHint().height()


def _width(part: QWidget) -> int:
    """The least width that shows all of a part."""
    metrics, margins = part.fontMetrics(), part.contentsMargins()
    if isinstance(part, QLabel) and part.wordWrap():
        words = map(metrics.horizontalAdvance, part.text().replace(BREAK, " ").split())
        return max(words, default=0) + margins.left() + margins.right()
    if isinstance(part, QComboBox):
        return part.minimumSizeHint().width()  # what is longer is in its tool tip
    if isinstance(part, QAbstractButton | QLabel) and part.text():
        return part.minimumSizeHint().width()
    if isinstance(part, QLineEdit) and not part.text():
        words = metrics.horizontalAdvance(part.placeholderText())
        return words + _FIELD_EDGE if words else 0
    # What a page holds must not be wider than it: nobody can scroll sideways.
    if isinstance(part, Page):
        return part.widget().width() + part.width() - part.viewport().width()
    return 0
