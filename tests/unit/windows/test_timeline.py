"""The timeline: what stands in each lane, how the keys walk, and what is heard and painted."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from look_back_home import NOW, TODAY, at, coffee, log, twitch
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from journal.day_log import DaySums
from journal.entries import EntryKind
from journal.store import Journal
from windows import timeline as timeline_module
from windows.look_back_book import LookBackBook
from windows.timeline import Timeline
from windows.timeline_model import LANES, DayStrip, Mark, Shape, lanes_of, mark

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

    from config.paths import Paths
    from windows.theme import Theme

EMPTY = DaySums(TODAY, 0, 0, None, None, None, 0.0, 0.0, 0.0, 0.0, 0)
BY_KEY = {lane.key: lane for lane in LANES}
DAY = dt.timedelta(days=1)


def day(**fields: Any) -> DaySums:  # noqa: ANN401 - fields of a day
    return dataclasses.replace(EMPTY, **fields)


# -- without Qt


@pytest.mark.parametrize(
    ("key", "sums", "found"),
    [
        ("twitch", day(), None),
        ("twitch", day(twitches=1), Mark(1)),
        ("twitch", day(twitches=9), Mark(1)),
        ("sleep", day(), None),
        ("sleep", day(sleep_hours=7.5), Mark(0.75)),
        ("sleep", day(sleep_hours=14), Mark(1, over=True)),
        ("caffeine", day(), None),
        ("caffeine", day(caffeine_mg=250), Mark(0.5)),
        ("caffeine", day(answered=frozenset({"caffeine"})), Mark(0)),
        ("stress", day(stress=0), Mark(0)),
        ("stress", day(stress=10), Mark(1)),
        ("water", day(water_ml=1250), Mark(0.5)),
        ("water", day(answered=frozenset({"sleep"})), None),
        ("exercise", day(exercise_minutes=45), Mark(0.5)),
    ],
)
def test_a_lane_shows_a_share_of_its_scale_or_nothing(
    key: str, sums: DaySums, found: Mark | None
) -> None:
    assert mark(BY_KEY[key], sums) == found


def test_lanes_are_told_apart_by_shape_alone() -> None:
    assert len({lane.shape for lane in LANES}) == len(LANES) == len(Shape)


@pytest.mark.parametrize(
    ("kind", "keys"),
    [
        (None, tuple(BY_KEY)),
        (EntryKind.TWITCH, ("twitch",)),
        (EntryKind.DRINK, ("caffeine", "water")),
        (EntryKind.CHECK_IN, tuple(BY_KEY)),
    ],
)
def test_lanes_are_those_of_the_kind(kind: EntryKind | None, keys: tuple[str, ...]) -> None:
    assert tuple(lane.key for lane in lanes_of(kind)) == keys


@pytest.fixture
def book(paths: Paths) -> LookBackBook:
    return LookBackBook(paths, lambda: NOW)


@pytest.fixture
def noted(paths: Paths) -> None:
    log(paths, EntryKind.SLEEP, at(0, 7), 7.5)
    twitch(paths, at(1, 9), "eyelid")
    coffee(paths, at(100, 9))
    log(paths, EntryKind.EXERCISE, at(100, 9), 200)


def test_a_strip_without_notes_is_today(book: LookBackBook) -> None:
    strip = DayStrip(book)
    assert strip.oldest == strip.newest == strip.selected == TODAY
    assert strip.sentence() == "Tuesday 10 March 2026. Nothing was noted."
    assert strip.trouble == ""


@pytest.mark.usefixtures("noted")
def test_a_strip_goes_from_the_first_note_to_today(book: LookBackBook) -> None:
    strip = DayStrip(book)
    assert (strip.oldest, strip.newest) == (TODAY - 100 * DAY, TODAY)
    assert strip.sentence() == "Tuesday 10 March 2026. Sleep: 7.5 hours."
    strip.select(TODAY - 100 * DAY)
    assert strip.sentence() == (
        "Sunday 30 November 2025. Caffeine: about 100 mg. Water and other drinks: 250 ml. "
        "Exercise: 200 minutes."
    )
    strip.select(TODAY - 500 * DAY)
    assert strip.selected == strip.oldest
    strip.select(TODAY + DAY)
    assert strip.selected == TODAY


@pytest.mark.usefixtures("noted")
def test_a_strip_can_be_limited_to_days_and_a_place(book: LookBackBook) -> None:
    strip = DayStrip(book)
    strip.limit(TODAY - 2 * DAY, TODAY - DAY, "calf")
    assert (strip.oldest, strip.newest, strip.selected) == (
        TODAY - 2 * DAY,
        TODAY - DAY,
        TODAY - DAY,
    )
    assert strip.sentence() == "Monday 9 March 2026. Nothing was noted."
    strip.limit(None, None, "eyelid")
    assert strip.sentence() == "Monday 9 March 2026. A twitch was noted."
    strip.limit(TODAY + 9 * DAY, None, "")
    assert strip.oldest == strip.newest == TODAY


def test_an_entry_of_a_day_that_is_still_to_come_here_is_shown(
    book: LookBackBook, paths: Paths
) -> None:
    there = dt.timezone(dt.timedelta(hours=13))
    log(paths, EntryKind.SLEEP, NOW.astimezone(there), 7)
    assert DayStrip(book).newest == TODAY + DAY


@pytest.mark.usefixtures("noted")
def test_days_are_read_a_block_at_a_time_and_once(
    book: LookBackBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    strip = DayStrip(book)
    asked: list[Any] = []
    real = book.days

    def days(*wanted: Any) -> Any:  # noqa: ANN401 - passed on
        asked.append(wanted)
        return real(*wanted)

    monkeypatch.setattr(book, "days", days)
    for ago in range(101):
        strip.day(TODAY - ago * DAY)
    assert 2 <= len(asked) <= 3


@pytest.mark.usefixtures("noted")
def test_a_strip_tells_of_a_journal_that_cannot_be_read(book: LookBackBook, paths: Paths) -> None:
    strip = DayStrip(book)
    good = paths.journal.read_bytes()
    paths.journal.write_bytes(b"no journal at all" * 99)
    assert strip.day(TODAY) is None
    assert "The journal cannot be used" in strip.trouble
    strip.limit(None, None, "")
    assert "The journal cannot be used" in strip.trouble
    assert strip.oldest == TODAY
    paths.journal.write_bytes(good)
    strip.limit(None, None, "")
    assert strip.trouble == ""
    assert strip.day(TODAY) is not None


# -- the picture


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader is told."""
    words: list[str] = []
    monkeypatch.setattr(timeline_module, "announce", lambda _, text: words.append(text))
    return words


@pytest.fixture
def timeline(qtbot: QtBot, theme: Theme, book: LookBackBook, noted: None) -> Timeline:  # noqa: ARG001 - what is in the journal
    timeline = Timeline(theme, DayStrip(book))
    qtbot.addWidget(timeline)
    timeline.resize(800, timeline.sizeHint().height())
    timeline.show()
    return timeline


def selected(timeline: Timeline) -> int:
    """Where the person is, in days before today."""
    return (TODAY - timeline._strip.selected).days


@pytest.mark.parametrize(
    ("keys", "ago"),
    [
        ((Qt.Key.Key_Left,), 1),
        ((Qt.Key.Key_Up,), 7),
        ((Qt.Key.Key_Up, Qt.Key.Key_Down), 0),
        ((Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right), 1),
        ((Qt.Key.Key_Home,), 100),
        ((Qt.Key.Key_Home, Qt.Key.Key_Left), 100),
        ((Qt.Key.Key_Home, Qt.Key.Key_End), 0),
        ((Qt.Key.Key_Right,), 0),
    ],
)
def test_keys_walk_from_day_to_day(timeline: Timeline, keys: tuple[Qt.Key, ...], ago: int) -> None:
    for key in keys:
        QTest.keyClick(timeline, key)
    assert selected(timeline) == ago
    assert timeline.first_shown <= timeline._strip.selected <= timeline._last


def test_each_day_is_heard_and_told_of(timeline: Timeline, said: list[str], qtbot: QtBot) -> None:
    with qtbot.waitSignal(timeline.moved):
        QTest.keyClick(timeline, Qt.Key.Key_Left)
    assert said == ["Monday 9 March 2026. A twitch was noted."]
    assert timeline.accessibleName() == said[-1]
    QTest.keyClick(timeline, Qt.Key.Key_Right)
    said.clear()
    with qtbot.assertNotEmitted(timeline.moved):
        QTest.keyClick(timeline, Qt.Key.Key_Right)
    # At the end the day is said again: a key that does nothing would leave a person guessing.
    assert said == ["Tuesday 10 March 2026. Sleep: 7.5 hours."]


def test_return_goes_on_and_other_keys_are_left_to_the_window(
    timeline: Timeline, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(timeline.opened):
        QTest.keyClick(timeline, Qt.Key.Key_Return)
    QTest.keyClick(timeline, Qt.Key.Key_A)
    assert selected(timeline) == 0


def click(
    timeline: Timeline, column: int, button: Qt.MouseButton = Qt.MouseButton.LeftButton
) -> None:
    x = timeline._left + round((column + 0.5) * timeline._column())
    QTest.mouseClick(timeline, button, pos=QPoint(x, 40))


def test_a_click_goes_to_the_day_below_it(timeline: Timeline) -> None:
    click(timeline, timeline.shown_days - 4)
    assert selected(timeline) == 3
    click(timeline, -1)
    click(timeline, timeline.shown_days - 8, Qt.MouseButton.RightButton)
    assert selected(timeline) == 3


def test_a_narrow_timeline_shows_fewer_days_and_the_one_where_the_person_is(
    timeline: Timeline,
) -> None:
    wide = timeline.shown_days
    timeline.go(-wide)
    timeline.resize(400, timeline.height())
    assert 0 < timeline.shown_days < wide
    assert timeline.first_shown <= timeline._strip.selected <= timeline._last


def picture(timeline: Timeline) -> QImage:
    return timeline.grab().toImage()


def test_lanes_are_painted_alone_where_one_kind_is_wanted(timeline: Timeline) -> None:
    whole = timeline.sizeHint().height()
    timeline.show_lanes(lanes_of(EntryKind.SLEEP))
    assert timeline.sizeHint().height() < whole
    assert timeline.minimumSizeHint().height() == timeline.sizeHint().height()


def test_what_is_noted_changes_the_picture_and_the_keyboard_is_seen(
    timeline: Timeline, paths: Paths, qtbot: QtBot
) -> None:
    timeline.activateWindow()
    qtbot.waitUntil(timeline.isActiveWindow)
    timeline.clearFocus()
    before = picture(timeline)
    twitch(paths, at(0, 9), "eyelid")
    timeline._strip.limit(None, None, "")
    timeline.look()
    one = picture(timeline)
    assert one != before
    twitch(paths, at(0, 10), "eyelid")
    timeline._strip.limit(None, None, "")
    timeline.look()
    # One or many look the same.
    assert picture(timeline) == one
    timeline.setFocus()
    assert picture(timeline) != one


@pytest.mark.usefixtures("qtbot")
def test_none_as_told_and_more_than_the_scale_can_be_seen(timeline: Timeline, paths: Paths) -> None:
    before = picture(timeline)
    with Journal.open(paths.journal) as journal:
        journal.add(
            dataclasses.replace(
                coffee(paths, at(0, 1), caffeine_mg=0.0, water_ml=0.0), id="other", amount=1
            )
        )
    log(paths, EntryKind.STRESS, at(0, 19), 4)
    log(paths, EntryKind.CHECK_IN, at(0, 20), 1, item="water exercise", source="check_in")
    timeline._strip.limit(None, None, "")
    timeline.look()
    assert picture(timeline) != before
    timeline.go(-100)
    assert mark(BY_KEY["exercise"], timeline._strip.day(TODAY - 100 * DAY) or EMPTY) == Mark(
        1, over=True
    )
    assert picture(timeline) != before
