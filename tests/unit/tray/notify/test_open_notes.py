from __future__ import annotations

import asyncio

from ends import Ends, note
from quick_loop import run, settle

from tray.notify.base import Closed
from tray.notify.open_notes import OpenNote, OpenNotes


def test_each_note_ends_once_and_its_slot_is_free_again() -> None:
    async def main() -> None:
        ends, away = Ends(), list[OpenNote]()
        loop = asyncio.get_running_loop()
        notes = OpenNotes(loop, ends.on_answer, ends.on_closed, away.append)
        notes.open(note("a"))
        notes.open(note("b"))
        assert notes.answer("nudge", "glass") is not None
        assert notes.answer("nudge", "glass") is None
        assert notes.end("nudge", Closed.DISMISSED) is None
        assert ends.all == [], "listeners are never called from within"
        await settle()
        assert ends.all == [("a", Closed.REPLACED), ("b", "glass")]
        assert away == []

    run(main)


def test_a_replaced_note_takes_its_timer_with_it() -> None:
    async def main() -> None:
        ends, away = Ends(), list[OpenNote]()
        loop = asyncio.get_running_loop()
        notes = OpenNotes(loop, ends.on_answer, ends.on_closed, away.append)
        notes.open(note("a", stay_seconds=10))
        notes.open(note("b", stay_seconds=100))
        await asyncio.sleep(50)
        assert ends.all == [("a", Closed.REPLACED)]
        await asyncio.sleep(51)
        assert ends.all[1:] == [("b", Closed.EXPIRED)]
        assert [opened.note.token for opened in away] == ["b"]

    run(main)


def test_the_newest_note_that_can_be_answered_is_found() -> None:
    async def main() -> None:
        ends = Ends()
        loop = asyncio.get_running_loop()
        notes = OpenNotes(loop, ends.on_answer, ends.on_closed, lambda _opened: None)
        assert notes.newest_with_buttons() is None
        notes.open(note("a", slot="one"))
        notes.open(note("b", slot="two"))
        notes.open(note("c", slot="three", buttons=()))
        notes.open(note("d", slot="one"))
        newest = notes.newest_with_buttons()
        assert newest is not None
        assert newest.note.token == "d"  # noqa: S105 - the name of a showing
        assert [opened.note.token for opened in notes.end_all(Closed.LOST)] == ["b", "c", "d"]

    run(main)
