"""The body map as a widget: clicked, walked with the arrows, and told to a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from tips.questions import options
from windows.body_map import BodyMap
from windows.body_shapes import first_shape, shapes

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from windows.theme import Theme

NAMES = {site.value: site.label for site in options("sites")}


@pytest.fixture
def body_map(qtbot: QtBot, theme: Theme) -> BodyMap:
    widget = BodyMap(theme, NAMES)
    qtbot.addWidget(widget)
    widget.resize(480, widget.heightForWidth(480))
    widget.show()
    qtbot.waitExposed(widget)
    widget.activateWindow()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)
    return widget


def place(site: str) -> QPoint:
    number = first_shape(site)
    assert number is not None
    x, y = shapes()[number].mark
    return QPoint(round(x), round(y))


@pytest.mark.parametrize("site", [name for name in NAMES if name != "all_over"])
def test_a_click_on_a_place_tells_it(qtbot: QtBot, body_map: BodyMap, site: str) -> None:
    point = QPoint(74, 245) if site == "jaw_neck" else place(site)
    with qtbot.waitSignal(body_map.place_pressed) as told:
        QTest.mouseClick(body_map, Qt.MouseButton.LeftButton, pos=point)
    assert told.args == [site]
    assert body_map.current_site == site


@pytest.mark.parametrize("start", ["eyelid", "hand", "foot"])
def test_assistive_tools_find_the_place_that_the_keyboard_is_at(
    body_map: BodyMap, start: str
) -> None:
    QTest.mouseClick(body_map, Qt.MouseButton.LeftButton, pos=place(start))
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up):
        QTest.keyClick(body_map, key)
        told = QAccessible.queryAccessibleInterface(body_map).rect()
        told.moveTo(body_map.mapFromGlobal(told.topLeft()))
        number = body_map._current
        x, y = shapes()[number].mark
        assert told.contains(round(x), round(y))
        xs, ys = zip(*shapes()[number].outline, strict=True)
        assert abs(told.width() - (max(xs) - min(xs))) < 3
        assert abs(told.height() - (max(ys) - min(ys))) < 3


def test_a_click_beside_the_figures_or_with_another_button_tells_nothing(
    qtbot: QtBot, body_map: BodyMap
) -> None:
    with qtbot.assertNotEmitted(body_map.place_pressed):
        QTest.mouseClick(body_map, Qt.MouseButton.LeftButton, pos=QPoint(150, 10))
        QTest.mouseClick(body_map, Qt.MouseButton.RightButton, pos=place("hand"))


def test_the_arrows_go_from_place_to_place_and_space_chooses(
    qtbot: QtBot, body_map: BodyMap
) -> None:
    assert body_map.current_site == "eyelid"
    QTest.keyClick(body_map, Qt.Key.Key_Down)
    assert body_map.current_site == "tongue"
    with qtbot.waitSignal(body_map.place_pressed) as told:
        QTest.keyClick(body_map, Qt.Key.Key_Space)
    assert told.args == ["tongue"]


def test_a_screen_reader_can_press_the_current_place(qtbot: QtBot, body_map: BodyMap) -> None:
    with qtbot.waitSignal(body_map.place_pressed) as told:
        body_map.click()
    assert told.args == ["eyelid"]
    assert not body_map.isChecked()
    body_map.choose(["eyelid"])
    assert body_map.isChecked()


def test_return_is_left_to_the_window(qtbot: QtBot, body_map: BodyMap) -> None:
    with qtbot.assertNotEmitted(body_map.place_pressed):
        QTest.keyClick(body_map, Qt.Key.Key_Return)


def test_what_is_chosen_under_the_pointer_and_current_is_seen(body_map: BodyMap) -> None:
    pictures = [body_map.grab().toImage()]
    body_map.choose(["hand", "face_other"])
    pictures.append(body_map.grab().toImage())
    QTest.mouseMove(body_map, place("calf"))
    QApplication.processEvents()
    pictures.append(body_map.grab().toImage())
    QApplication.sendEvent(body_map, QEvent(QEvent.Type.Leave))
    body_map.choose(["all_over"])
    pictures.append(body_map.grab().toImage())
    body_map.clearFocus()
    pictures.append(body_map.grab().toImage())
    assert len({bytes(picture.constBits()) for picture in pictures}) == len(pictures)


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_a_resting_pointer_is_told_the_name(body_map: BodyMap) -> None:
    point = place("calf")
    where = body_map.mapToGlobal(point)
    QApplication.sendEvent(body_map, QHelpEvent(QEvent.Type.ToolTip, point, where))
    assert QToolTip.text() == NAMES["calf"]


def test_the_map_has_a_name_and_says_how_it_is_used(body_map: BodyMap) -> None:
    seen = QAccessible.queryAccessibleInterface(body_map)
    assert seen.text(QAccessible.Text.Name) == "Body map: Eyelid"
    assert seen.role() == QAccessible.Role.CheckBox
    assert "Space chooses" in seen.text(QAccessible.Text.Description)


def test_the_map_keeps_its_shape_and_does_not_outgrow_a_screen(body_map: BodyMap) -> None:
    assert body_map.heightForWidth(240) < body_map.heightForWidth(480)
    assert body_map.heightForWidth(5000) < 700
    assert body_map.minimumSizeHint().width() < body_map.sizeHint().width()
