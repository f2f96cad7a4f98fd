"""The style sheet of what Lull does not paint itself: fields, lists, scroll bars, tool tips."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from windows.look import Look

# Fields keep three pixels for their outline, so that the focus ring moves nothing.
_SHEET: Final = Template("""
QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextBrowser, QListView, QTableView {
  background: $surface; color: $ink; border: ${outline}px solid $line; border-radius: ${radius}px;
  margin: 2px; padding: ${pad}px; placeholder-text-color: $quiet;
  selection-background-color: $accent;
  selection-color: $on_accent; }
QLineEdit, QComboBox, QAbstractSpinBox { min-height: ${inner}px; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus, QPlainTextEdit:focus,
QTextBrowser:focus, QListView:focus, QTableView:focus { border: 3px solid $focus; margin: 0px; }
QListView::item { padding: ${pad}px; border-radius: ${radius}px; }
QListView::item:hover { background: $raised; color: $ink; }
QListView::item:selected { background: $chosen; color: $on_chosen; border: 2px solid $accent; }
QTableView { padding: 0px; }
QTableView::item { padding: 0px ${pad}px; border: none; }
QTableView::item:hover { background: $raised; color: $ink; }
QTableView::item:selected { background: $chosen; color: $on_chosen;
  border-top: 2px solid $accent; border-bottom: 2px solid $accent; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $quiet; border: none;
  padding: 0px ${pad}px 0px ${cell}px; border-bottom: ${outline}px solid $line; }
QComboBox { combobox-popup: 0; }
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
QAbstractScrollArea::corner { background: transparent; border: none; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QDialogButtonBox QPushButton { background: $surface; color: $ink; margin: 2px;
  border: ${outline}px solid $line; border-radius: ${radius}px; min-height: ${button}px;
  padding: 0px ${wide}px; }
QDialogButtonBox QPushButton:default { background: $accent; color: $on_accent;
  border-color: $accent; }
QDialogButtonBox QPushButton:disabled { background: $surface; color: $quiet; }
QDialogButtonBox QPushButton:focus { border: 3px solid $focus; margin: 0px; }
QFileDialog QToolButton { background: $surface; margin: 2px; border: ${outline}px solid $line;
  border-radius: ${radius}px; min-width: ${button}px; min-height: ${button}px; }
QFileDialog QToolButton:focus { border: 3px solid $focus; margin: 0px; }
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
        # Qt 6 indents the text of a cell by the margin of a focus frame, and that of a header not.
        cell=pad + 3,
        # The box adds its padding, its outline and its margin.
        inner=look.target - 2 * pad - 6,
        target=look.target,
        button=look.target - 6,
        wide=2 * pad,
        bar=bar,
        bar_radius=(bar - 6) // 2,
    )
