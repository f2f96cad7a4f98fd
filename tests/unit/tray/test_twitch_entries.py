"""A twitch among the other entries: named on the person's own pages, never in a notification."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lull_parts import Time, drinks, moment

from config.settings import parse
from journal.entries import new_id
from journal.store import Journal
from journal.twitches import TwitchRecord
from tray import messages, pages, quick_log, replies
from tray.desk import Desk, perform

if TYPE_CHECKING:
    from pathlib import Path


def test_it_is_looked_back_on_by_name_and_taken_back_without(tmp_path: Path) -> None:
    time = Time("12:00")
    with Journal.open(tmp_path / "journal.sqlite3", time.clock.now) as journal:
        desk = Desk(journal, time.clock, parse(""), drinks())
        at = time.clock.local(moment("09:10"))
        record = TwitchRecord(new_id(), at, {"sites": ["calf"]}, "x", (), advice_shown=True)
        journal.add_twitch(record)
        journal.add_tally(record.id, time.clock.local(moment("11:00")))
        [section] = pages.page("look_back", desk).sections
        assert section.bullets == (
            "09:10  Twitch, Calf or shin",
            "11:00  Twitch again, Calf or shin",
        )
        assert section.paragraphs == ("A twitch was noted.",)
        entry = journal.last_undoable(time.now)
        assert entry is not None
        assert quick_log.title(entry, drinks()) == "Noted"
        told = [replies.taken_back(entry, drinks()), replies.logged(entry, drinks(), desk.today())]
        assert "twitch" not in "".join(f"{note.title} {note.body}" for note in told).lower()
        assert perform(desk, messages.Undo())["text"] == "Taken back: Your last note."
        assert perform(desk, messages.Changed())["text"].startswith("Next: ")
