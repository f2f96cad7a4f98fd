"""A journal in which damage is met while it is open, here and in other processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from damaged_journals import LATER, NOW, execute, ids, sleep, twitch

from config.errors import JournalDamageError, JournalError
from journal import rescue
from journal.archive import Archive
from journal.condition import rescued, trouble
from journal.rescue import mend_open
from journal.store import Journal

if TYPE_CHECKING:
    from pathlib import Path

    from journal.salvage import Salvaged


def test_an_open_journal_is_made_anew_and_goes_on(whole: Path) -> None:
    had = ids(whole)
    with Journal.open(whole, lambda: NOW) as journal:
        execute(whole, "UPDATE entries SET note = CAST(x'ff' AS TEXT) WHERE seq = 5")
        with pytest.raises(JournalDamageError):
            journal.entries(NOW, LATER)
        found = mend_open(journal, NOW)
        assert found is not None
        assert len(journal.entries(NOW, LATER)) == len(had) - 1
        journal.add(sleep(700))
        assert mend_open(journal, NOW) is None
        journal.add(sleep(701))
    assert ids(whole) == [*had, sleep(700).id, sleep(701).id]


def test_what_a_window_noted_while_the_rest_of_a_damaged_journal_was_read(
    whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    had = ids(whole)
    newest_good = rescue._newest_good

    def meanwhile(journal: Path, scratch: Path) -> tuple[str, Salvaged]:
        with Journal.open(journal, lambda: NOW) as window:
            window.add(sleep(700))
            window.add_tally(twitch(1).id, LATER, tally_id="d" * 32)
        return newest_good(journal, scratch)

    monkeypatch.setattr(rescue, "_newest_good", meanwhile)
    with Journal.open(whole, lambda: NOW) as journal:
        execute(whole, "UPDATE entries SET note = CAST(x'ff' AS TEXT) WHERE seq = 5")
        found = mend_open(journal, NOW)
        assert found is not None
        assert journal.knows(sleep(700).id)
        assert rescued(journal) == found
    assert ids(whole) == [*had, sleep(700).id, "d" * 32]
    assert trouble(whole, deep=True) == ""


def test_an_open_journal_that_cannot_be_made_anew_is_open_as_before(
    whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Journal.open(whole, lambda: NOW) as journal:
        execute(whole, "UPDATE entries SET note = CAST(x'ff' AS TEXT) WHERE seq = 5")
        with monkeypatch.context() as patched:
            patched.setattr(Archive, "open", refuse_room)
            with pytest.raises(JournalError, match="disk is full"):
                mend_open(journal, NOW)
        journal.add(sleep(700))
        # One in whose place there is nothing to open is closed, and says so.
        with pytest.raises(JournalDamageError), journal.made_anew():
            whole.write_bytes(b"no journal " * 500)
        with pytest.raises(JournalError):
            journal.state("pause")


def refuse_room(*_: object, **__: object) -> None:
    raise JournalError("The journal cannot be used", "the disk is full")
