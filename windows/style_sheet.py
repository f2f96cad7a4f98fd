"""The style sheet of what Lull does not paint itself: fields, lists, scroll bars, tool tips."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from windows.look import Look

# Fields keep three pixels for their outline, so that the focus ring moves nothing.
_SHEET: Final = Template("""
QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextBrowser, QListView {
  background: $surface; color: $ink; border: ${outline}px solid $line; border-radius: ${radius}px;
  margin: 2px; padding: ${pad}px; placeholder-text-color: $quiet;
  selection-background-color: $accent;
  selection-color: $on_accent; }
QLineEdit, QComboBox, QAbstractSpinBox { min-height: ${inner}px; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus, QPlainTextEdit:focus,
QTextBrowser:focus, QListView:focus { border: 3px solid $focus; margin: 0px; }
QListView::item { padding: ${pad}px; border-radius: ${radius}px; }
QListView::item:hover { background: $raised; color: $ink; }
QListView::item:selected { background: $chosen; color: $on_chosen; border: 2px solid $accent; }
QComboBox::drop-down { border: none; width: ${target}px; }
QScrollArea, QScrollArea > QWidget > QWidget#page { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: ${bar}px; margin: 0px; }
QScrollBar:horizontal { background: transparent; height: ${bar}px; margin: 0px; }
QScrollBar::handle { background: $line; border-radius: ${bar_radius}px; margin: 3px; }
QScrollBar::handle:vertical { min-height: ${target}px; }
QScrollBar::handle:horizontal { min-width: ${target}px; }
QScrollBar::handle:hover { background: $accent; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
  background: none; border: none; width: 0px; height: 0px; }
QToolTip { background: $ink; color: $surface; border: none; padding: ${pad}px; }
""")


def style_sheet(look: Look) -> str:
    """The sheet for one look.

    High contrast has one too: without it Fusion (Qt 6.11) outlines fields in a shade of the page,
    which is invisible on black.
    """
    colours = look.palette
    pad = look.gap
    bar = max(14, look.gap * 2)
    return _SHEET.substitute(
        surface=colours.surface,
        ink=colours.ink,
        quiet=colours.quiet,
        line=colours.line,
        accent=colours.accent,
        on_accent=colours.on_accent,
        focus=colours.focus,
        raised=colours.raised,
        chosen=colours.chosen,
        on_chosen=colours.on_chosen,
        radius=look.radius,
        outline=look.outline,
        pad=pad,
        # The box adds its padding, its outline and its margin.
        inner=look.target - 2 * pad - 6,
        target=look.target,
        bar=bar,
        bar_radius=(bar - 6) // 2,
    )
