"""What pages are put together from: text, cards, headers, choices, a place that scrolls."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QPainter,
    QPalette,
)
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from config.language import tr
from windows.controls import Button, CheckRow, Chip, RadioChip, RadioRow, Weight
from windows.layouts import Columns, FlowLayout, set_margins, set_reading_order
from windows.paint import box, leading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from windows.theme import Theme


_FROM_RIGHT: Final = "\N{RIGHT-TO-LEFT MARK}"


class Role(StrEnum):
    """What a text is."""

    TITLE = "title"
    HEADING = "heading"
    BODY = "text"
    HELP = "small"


class Text(QLabel):
    """A text that wraps, in the size of its role; plain text, whatever stands in it."""

    def __init__(self, words: str, theme: Theme, role: Role = Role.BODY, colour: str = "") -> None:
        """Make a text.

        Args:
            words: What it says.
            theme: What to paint with.
            role: What it is.
            colour: The name of a colour of the palette; that of the role by default.
        """
        super().__init__()
        self.setText(words)
        self._theme = theme
        self._role = role
        self._colour = colour or ("quiet" if role is Role.HELP else "ink")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        # In line with the outlines of controls, which leave room for their focus ring.
        inset = theme.look.ring + 1
        self.setContentsMargins(inset, 0, inset, 0)
        self._restyle()
        theme.changed.connect(self._restyle)

    def setText(self, words: str) -> None:
        """Say ``words``, in the direction of the language even where they begin with a name."""
        # Qt goes by the first letter of a text that is no markup.
        super().setText(f"{_FROM_RIGHT}{words}" if words and self.isRightToLeft() else words)

    def text(self) -> str:
        """What it says."""
        return super().text().removeprefix(_FROM_RIGHT)

    def announce(self) -> None:
        """Give it the keyboard, and have it read out."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Until now the tab key passed it over: what it asks about comes next from here on.
        set_reading_order(self.window())
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.text())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it, with a bar beside it while it has the keyboard."""
        super().paintEvent(event)
        if self.hasFocus():
            # On a ground of its own only the text's own colour is sure to be seen.
            name = self._colour if self._colour.startswith("on_") else "focus"
            colour = QColor(getattr(self._theme.colours, name))
            painter = QPainter(self)
            mark = QRectF(0, 0, self._theme.look.ring, self.height())
            painter.fillRect(leading(mark, self), colour)
            painter.end()

    def _restyle(self) -> None:
        size = getattr(self._theme.look, self._role.value)
        bold = self._role in {Role.TITLE, Role.HEADING}
        self.setFont(self._theme.font(size, bold=bold))
        palette = QPalette(self.palette())
        colour = QColor(getattr(self._theme.colours, self._colour))
        palette.setColor(QPalette.ColorRole.WindowText, colour)
        self.setPalette(palette)


def announce(widget: QWidget, words: str, *, polite: bool = False) -> None:
    """Have ``words`` read out by a screen reader: at once, or after what is being read."""
    event = QAccessibleAnnouncementEvent(widget, words)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Polite if polite else politeness.Assertive)
    QAccessible.updateAccessibility(event)


class Card(QFrame):
    """A quiet ground that holds together what belongs together."""

    def __init__(
        self, theme: Theme, fill: str = "surface", outline: str = "hairline", mark: str = ""
    ) -> None:
        """Make an empty card; `body` takes what belongs on it.

        Args:
            theme: What to paint with.
            fill: The name of the palette's colour for its ground.
            outline: The name of the colour for its outline.
            mark: The name of the colour for a bar along its left side; none by default.
        """
        super().__init__()
        self._theme = theme
        self._fill = fill
        self._outline = outline
        self._mark = mark
        self.body = QVBoxLayout(self)
        gap = theme.look.gap
        self.body.setContentsMargins(round(2.5 * gap), 2 * gap, round(2.5 * gap), 2 * gap)
        self.body.setSpacing(gap)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        look, colours = self._theme.look, self._theme.colours
        painter = QPainter(self)
        fill, outline = getattr(colours, self._fill), getattr(colours, self._outline)
        box(painter, self.rect(), look, fill, outline, look.outline)
        if self._mark:
            wide = look.ring + 1 + round(look.gap * 0.75)
            painter.setClipRect(leading(QRectF(0, 0, wide, self.height()), self))
            mark = getattr(colours, self._mark)
            box(painter, self.rect(), look, mark, mark, look.outline)
        painter.end()


class Trouble(Card):
    """Hidden until something went wrong or is missing; then what it is, in words."""

    def __init__(self, theme: Theme) -> None:
        """Make it, hidden."""
        super().__init__(theme, "notice", "notice_line")
        self._words = Text("", theme, Role.BODY, "on_notice")
        self.body.addWidget(self._words)
        self.hide()

    def tell(self, words: str) -> None:
        """Show ``words``; announcing them is the window's."""
        self._words.setText(words)
        self.show()


class ChoiceGroup(QGroupBox):
    """A question with its choices, as chips or as rows; named by its question."""

    changed = Signal()
    """The person chose something, or gave a choice back."""

    def __init__(
        self,
        theme: Theme,
        question: str,
        choices: Sequence[tuple[str, str] | tuple[str, str, str]],
        *,
        several: bool = False,
        rows: int = 0,
        help_text: str = "",
        before_choices: Sequence[QWidget] = (),
    ) -> None:
        """Make a group with nothing chosen.

        Args:
            theme: What to paint with.
            question: What is asked.
            choices: For each its value, its label and, for rows, a line of help.
            several: Whether several may be chosen together.
            rows: The most columns of rows; 0 for chips, which flow.
            help_text: A line below the question.
            before_choices: Other ways to answer, shown between the question and the choices.
        """
        super().__init__()
        self._theme = theme
        self.setAccessibleName(question)
        self.setAccessibleDescription(help_text)
        self.setContentsMargins(0, 0, 0, 0)
        self._buttons: dict[str, CheckRow | Chip | RadioChip | RadioRow] = {}
        self._group = QButtonGroup(self)
        gap = theme.look.gap
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap // 2)
        self.question = Text(question, theme, Role.BODY)
        self.question.setFont(theme.font(theme.look.text, bold=True))
        column.addWidget(self.question)
        if help_text:
            column.addWidget(Text(help_text, theme, Role.HELP))
        self._problem = Text("", theme, Role.BODY, "emergency")
        self._problem.hide()
        column.addWidget(self._problem)
        for widget in before_choices:
            column.addWidget(widget)
        for value, label, *rest in choices:
            if rows:
                kind = CheckRow if several else RadioRow
                button: CheckRow | Chip | RadioChip | RadioRow = kind(label, theme, *rest)
            else:
                button = Chip(label, theme) if several else RadioChip(label, theme)
                button.setToolTip(rest[0] if rest else "")
                button.setAccessibleDescription(rest[0] if rest else "")
            self._buttons[value] = button
            if not several:
                # Only these: in a group Qt 6 takes the tab key from all buttons but the last used,
                # and the arrow keys, which go on from it, pass over whatever lost the tab key.
                self._group.addButton(button)
            button.clicked.connect(self._tell)
        if rows:
            buttons = tuple(self._buttons.values())
            column.addWidget(Columns(buttons, 18 * theme.look.text, rows, gap // 2))
        else:
            flow = FlowLayout(None, gap // 2)
            column.addLayout(flow)
            for button in self._buttons.values():
                flow.addWidget(button)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The values that are chosen, in the order of the choices."""
        return tuple(value for value, button in self._buttons.items() if button.isChecked())

    def choose(self, values: Iterable[str]) -> None:
        """Choose exactly these, without telling anybody; unknown values are left out."""
        wanted = set(values)
        self._group.setExclusive(False)
        for value, button in self._buttons.items():
            button.setChecked(value in wanted)
        self._group.setExclusive(True)

    def button(self, value: str) -> CheckRow | Chip | RadioChip | RadioRow:
        """The control of one value."""
        return self._buttons[value]

    def show_problem(self, words: str) -> None:
        """Say what is wanted here, to be seen and to be heard; empty for nothing."""
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
        if words:
            first = next(iter(self._buttons.values()))
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            bring_into_view(self)
            announce(self, words)

    def _tell(self) -> None:
        self.show_problem("")
        self.changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Take back the room that Qt would leave for a frame after a change of font or style."""
        super().changeEvent(event)
        self.setContentsMargins(0, 0, 0, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Nothing: the question says what belongs to it, and a frame would only add noise."""


class Disclosure(QWidget):
    """A button that shows and hides what is rarely wanted."""

    opened = Signal()
    """The person wants to see it; it may be out of view."""

    def __init__(self, theme: Theme, closed_text: str, open_text: str, content: QWidget) -> None:
        super().__init__()
        self._texts = (closed_text, open_text)
        self.content = content
        self.button = Button(closed_text, theme, Weight.QUIET)
        self.button.clicked.connect(self._press)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.look.gap)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(content)
        self.show_content(shown=False)

    def _press(self) -> None:
        shown = self.content.isHidden()
        self.show_content(shown=shown)
        if shown:
            self.opened.emit()

    def show_content(self, *, shown: bool) -> None:
        """Show or hide the content; the button says what it will do next."""
        self.content.setVisible(shown)
        self.button.setText(self._texts[shown])
        self.button.setAccessibleDescription(tr("Shown below") if shown else tr("Hidden"))


class Page(QScrollArea):
    """A page that scrolls up and down; what gets the keyboard comes into view.

    Attributes:
        body: Takes what belongs on the page, from top to bottom.
        headline: What is read out when the page is reached; set by each page.
    """

    headline: Text

    def __init__(self, theme: Theme, widest: int = 0) -> None:
        """Make an empty page; `body` takes what belongs on it.

        Args:
            theme: What to paint with.
            widest: The greatest width of its content, pixels; 0 for no limit.
        """
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The keyboard scrolls by moving through the controls, and by Page Up and Page Down.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._widest = widest
        inner = QWidget()
        inner.setObjectName("page")
        self.body = QVBoxLayout(inner)
        gap = theme.look.gap
        self.body.setContentsMargins(3 * gap, gap, 3 * gap, 2 * gap)
        self.body.setSpacing(round(1.5 * gap))
        self._margin = 3 * gap
        self.setWidget(inner)

    def reveal(self, part: QWidget) -> None:
        """Scroll as little as shows all of ``part``, or its beginning where it is too high."""
        # What was just shown has its place once the page has been laid out.
        QTimer.singleShot(0, part, lambda: self._reveal(part))

    def _reveal(self, part: QWidget) -> None:
        inner: QWidget = self.widget()  # type: ignore[assignment] # it got one when made
        top = part.mapTo(inner, QPoint()).y()
        bar, room = self.verticalScrollBar(), self.viewport().height()
        lowest = max(0, top + part.height() + self._margin // 3 - room)
        bar.setValue(min(max(bar.value(), lowest), top))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep lines short enough to read by widening the right margin.

        The left one stays, so that nothing moves sideways from one page to the next.
        """
        if self._widest:
            margins, left = self.body.contentsMargins(), self._margin
            right = max(left, self.viewport().width() - self._widest - left)
            set_margins(self.body, left, margins.top(), right, margins.bottom())
        super().resizeEvent(event)


def bring_into_view(part: QWidget) -> None:
    """Have the page that ``part`` stands on, if any, scroll to it; see `Page.reveal`."""
    above = part.parentWidget()
    while above is not None and not isinstance(above, Page):
        above = above.parentWidget()
    if above is not None:
        above.reveal(part)
