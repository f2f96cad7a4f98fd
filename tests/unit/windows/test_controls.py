"""The controls: large enough, pressed anywhere, named and described for screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from windows.controls import Button, CheckRow, Chip, RadioChip, RadioRow, Weight
from windows.layouts import Columns, FlowLayout, set_reading_order
from windows.palettes import PALETTES
from windows.parts import Card, ChoiceGroup, Disclosure, Page, Role, Text, bring_into_view
from windows.step_header import StepHeader
from windows.theme import Theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CHOICES = [("a", "First", "Help for it"), ("b", "Second", ""), ("c", "Third", "")]


def shown(qtbot: QtBot, widget: QWidget, width: int = 600, height: int = 400) -> None:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    qtbot.waitExposed(widget)
    widget.activateWindow()


@pytest.mark.parametrize("kind", [CheckRow, RadioRow, Chip, RadioChip])
@pytest.mark.parametrize("scale", ["1", "2"])
def test_a_choice_can_be_pressed_anywhere_and_is_large_enough(
    qtbot: QtBot, qapp: QApplication, kind: type[Chip], scale: str
) -> None:
    theme = Theme(qapp, {"LULL_THEME": "light", "LULL_TEXT_SCALE": scale})
    control = kind("A choice", theme)
    shown(qtbot, control, 400, control.sizeHint().height())
    assert control.sizeHint().height() >= theme.look.target >= 44
    assert control.minimumSizeHint().height() >= 44
    QTest.mouseClick(control, Qt.MouseButton.LeftButton, pos=QPoint(control.width() - 8, 12))
    assert control.isChecked()


@pytest.mark.parametrize("weight", list(Weight))
def test_a_button_is_large_enough_and_paints_in_every_state(
    qtbot: QtBot, theme: Theme, weight: Weight
) -> None:
    button = Button("&Go on", theme, weight)
    shown(qtbot, button, 200, 60)
    assert button.sizeHint().height() >= 44
    pictures = []
    for enabled in (True, False):
        button.setEnabled(enabled)
        pictures.append(button.grab().toImage())
    button.setEnabled(True)
    button.setDown(True)
    pictures.append(button.grab().toImage())
    button.setDown(False)
    button.setFocus()
    pictures.append(button.grab().toImage())
    assert len({bytes(picture.constBits()) for picture in pictures}) >= 3


def test_what_is_chosen_is_not_told_by_colour_alone(qtbot: QtBot, theme: Theme) -> None:
    chip = Chip("Coffee", theme)
    shown(qtbot, chip, 160, 56)
    colours = theme.colours

    def pixels(colour: str) -> int:
        image, wanted = chip.grab().toImage(), QColor(colour).rgb()
        rows = range(8, image.height() - 8)
        return sum(image.pixel(x, y) == wanted for x in range(8, 40) for y in rows)

    assert pixels(colours.accent) == 0
    chip.setChecked(True)
    assert pixels(colours.accent) > 5


@pytest.mark.parametrize("name", ["light", "dark", "contrast", "contrast-dark"])
def test_every_control_paints_in_every_palette(qtbot: QtBot, qapp: QApplication, name: str) -> None:
    theme = Theme(qapp, {"LULL_THEME": name})
    page = Page(theme)
    page.body.addWidget(StepHeader(theme, 2, 3, "Headline", "Lead"))
    for rows, several in ((0, True), (0, False), (2, True), (2, False)):
        group = ChoiceGroup(theme, "Which?", CHOICES, several=several, rows=rows)
        group.choose(["a"])
        page.body.addWidget(group)
    card = Card(theme, mark="accent")
    card.body.addWidget(Text("On a card", theme, Role.HEADING))
    page.body.addWidget(card)
    shown(qtbot, page, 900, 900)
    image = page.grab().toImage()
    colours = PALETTES[theme.look.palette.name]
    seen = {
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), 7)
        for y in range(image.height())
    }
    assert {colours.page, colours.surface} <= seen


def test_one_choice_of_several_replaces_the_other_and_can_be_given_back(
    qtbot: QtBot, theme: Theme
) -> None:
    group = ChoiceGroup(theme, "Which?", CHOICES)
    shown(qtbot, group)
    told = []
    group.changed.connect(lambda: told.append(group.chosen))
    for value in ("a", "b", "b"):
        QTest.mouseClick(group.button(value), Qt.MouseButton.LeftButton)
    assert told == [("a",), ("b",), ()]


def test_several_choices_stand_together(qtbot: QtBot, theme: Theme) -> None:
    group = ChoiceGroup(theme, "Which?", CHOICES, several=True)
    shown(qtbot, group)
    for value in ("c", "a"):
        QTest.mouseClick(group.button(value), Qt.MouseButton.LeftButton)
    assert group.chosen == ("a", "c")
    told = []
    group.changed.connect(lambda: told.append(1))
    group.choose(["b", "unknown"])
    assert group.chosen == ("b",)
    assert told == []


def test_a_choice_is_made_with_the_space_bar_and_the_arrows(qtbot: QtBot, theme: Theme) -> None:
    group = ChoiceGroup(theme, "Which?", CHOICES)
    shown(qtbot, group)
    group.button("a").setFocus()
    qtbot.waitUntil(group.button("a").hasFocus)
    QTest.keyClick(group.button("a"), Qt.Key.Key_Space)
    assert group.chosen == ("a",)
    QTest.keyClick(group.button("a"), Qt.Key.Key_Right)
    assert group.chosen == ("b",)
    assert group.button("b").hasFocus()


def test_a_group_is_named_by_its_question_and_a_choice_by_its_label(theme: Theme) -> None:
    group = ChoiceGroup(theme, "Which?", CHOICES, help_text="Any")
    seen = QAccessible.queryAccessibleInterface(group)
    assert seen.text(QAccessible.Text.Name) == "Which?"
    assert seen.text(QAccessible.Text.Description) == "Any"
    assert seen.role() == QAccessible.Role.Grouping
    choice = QAccessible.queryAccessibleInterface(group.button("a"))
    assert choice.text(QAccessible.Text.Name) == "First"
    assert choice.text(QAccessible.Text.Description) == "Help for it"
    assert choice.role() == QAccessible.Role.RadioButton
    group.choose(["a"])
    assert choice.state().checked  # type: ignore[attr-defined] - Qt has it, its stubs do not


def test_a_problem_is_told_beside_its_question_until_it_is_answered(
    qtbot: QtBot, theme: Theme
) -> None:
    group = ChoiceGroup(theme, "Which?", CHOICES)
    shown(qtbot, group)
    group.show_problem("Choose one.")
    assert "Choose one." in [text.text() for text in group.findChildren(Text) if text.isVisible()]
    qtbot.waitUntil(group.button("a").hasFocus)
    QTest.mouseClick(group.button("b"), Qt.MouseButton.LeftButton)
    assert "Choose one." not in [t.text() for t in group.findChildren(Text) if t.isVisible()]


def test_rows_wrap_instead_of_being_cut(theme: Theme) -> None:
    row = CheckRow(
        "A long question that takes several lines in a narrow column " * 2, theme, "Help"
    )
    assert row.heightForWidth(250) > row.heightForWidth(900) >= theme.look.target


def test_what_is_rarely_wanted_is_shown_on_request(qtbot: QtBot, theme: Theme) -> None:
    content = QPushButton("inside")
    disclosure = Disclosure(theme, "Show", "Hide", content)
    shown(qtbot, disclosure)
    assert not content.isVisible()
    QTest.keyClick(disclosure.button, Qt.Key.Key_Space)
    assert content.isVisible()
    assert disclosure.button.text() == "Hide"
    QTest.keyClick(disclosure.button, Qt.Key.Key_Return)
    assert not content.isVisible()


def test_a_row_of_chips_wraps(qtbot: QtBot, theme: Theme) -> None:
    holder = QWidget()
    flow = FlowLayout(holder, 4)
    chips = [Chip(f"Number {number}", theme) for number in range(6)]
    for chip in chips:
        flow.addWidget(chip)
    chips[1].hide()
    shown(qtbot, holder, 320, 400)
    lines = {chip.y() for chip in chips if chip.isVisible()}
    assert len(lines) > 1
    assert all(chip.geometry().right() < 320 for chip in chips if chip.isVisible())
    assert flow.heightForWidth(2000) < flow.heightForWidth(320)
    assert flow.itemAt(99) is None
    assert flow.takeAt(99) is None
    assert flow.takeAt(0) is not None
    assert flow.count() == 5


def test_columns_become_one_where_room_is_short_and_grow_with_what_is_in_them(
    qtbot: QtBot, theme: Theme
) -> None:
    rows = [CheckRow(f"Question {number}", theme) for number in range(4)]
    columns = Columns(rows, 200, 2, 4)
    shown(qtbot, columns, 500, 400)
    qtbot.waitUntil(lambda: len({row.x() for row in rows}) == 2)
    assert rows[1].y() > rows[0].y()
    columns.resize(300, 400)
    qtbot.waitUntil(lambda: len({row.x() for row in rows}) == 1)
    before = columns.heightForWidth(300)
    rows[0].hide()
    QApplication.processEvents()
    assert columns.heightForWidth(300) < before


def test_the_tab_key_goes_as_the_eye_does(qtbot: QtBot) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    buttons = [QPushButton(name) for name in "abc"]
    column.addWidget(buttons[1])
    column.addWidget(buttons[2])
    column.insertWidget(0, buttons[0])
    set_reading_order(window)
    shown(qtbot, window)
    buttons[0].setFocus()
    qtbot.waitUntil(buttons[0].hasFocus)
    for button in buttons[1:]:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert button.hasFocus()


def test_what_is_asked_in_place_is_next_for_the_tab_key_and_then_its_answers(
    qtbot: QtBot, theme: Theme
) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    question, answer = Text("Sure?", theme), QPushButton("yes")
    before, after = QPushButton("before"), QPushButton("after")
    for part in (before, after):
        column.addWidget(part)
    column.insertWidget(1, answer)
    column.insertWidget(1, question)
    set_reading_order(window)
    shown(qtbot, window)
    question.announce()
    qtbot.waitUntil(question.hasFocus)
    for button in (answer, after, before):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert button.hasFocus()
    QTest.keyClick(before, Qt.Key.Key_Tab)
    assert question.hasFocus()


def test_a_part_outside_of_a_page_is_left_where_it_is(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    button = Button("go", theme)
    QVBoxLayout(window).addWidget(button)
    shown(qtbot, window)
    where = button.pos()
    bring_into_view(button)
    QApplication.processEvents()
    assert button.pos() == where


def test_a_theme_follows_the_desktop_when_it_changes(qtbot: QtBot, qapp: QApplication) -> None:
    environ = {"LULL_THEME": "light"}
    theme = Theme(qapp, environ)
    text = Text("words", theme)
    button = Button("go", theme)
    shown(qtbot, text)
    qtbot.addWidget(button)
    assert text.palette().windowText().color().name() == theme.colours.ink
    environ["LULL_THEME"] = "dark"
    environ["LULL_TEXT_SCALE"] = "2"
    with qtbot.waitSignal(theme.changed):
        theme.follow()
    assert theme.colours.dark
    assert text.palette().windowText().color().name() == theme.colours.ink
    assert text.font().pixelSize() == 32
    assert qapp.palette().window().color().name() == theme.colours.page
    told = []
    theme.changed.connect(lambda: told.append(1))
    theme.follow()
    assert told == []
