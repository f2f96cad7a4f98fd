"""What is kept over a restart besides entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lull_parts import DAY, Time, moment

from config.kinds import NudgeKind
from journal.store import Journal
from tray import remembered

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal.open(tmp_path / "journal.sqlite3", Time().clock.now) as opened:
        yield opened


def test_a_pause_ends_by_itself_or_when_it_is_ended(journal: Journal) -> None:
    assert remembered.paused_until(journal, moment("09:00")) is None
    remembered.set_pause(journal, moment("10:00"))
    assert remembered.paused_until(journal, moment("09:59")) == moment("10:00")
    assert remembered.paused_until(journal, moment("10:00")) is None
    remembered.set_pause(journal, None)
    assert remembered.paused_until(journal, moment("09:00")) is None


def test_not_today_holds_for_its_day_and_adds_up(journal: Journal) -> None:
    remembered.add_not_today(journal, NudgeKind.STRESS, DAY)
    remembered.add_not_today(journal, NudgeKind.CHECK_IN, DAY)
    assert remembered.not_today(journal, DAY) == {NudgeKind.STRESS, NudgeKind.CHECK_IN}
    tomorrow = moment("+1 09:00").date()
    assert remembered.not_today(journal, tomorrow) == frozenset()
    remembered.add_not_today(journal, NudgeKind.SLEEP, tomorrow)
    assert remembered.not_today(journal, tomorrow) == {NudgeKind.SLEEP}


def test_each_kind_is_put_off_by_itself(journal: Journal) -> None:
    remembered.set_later(journal, NudgeKind.STRESS, moment("16:30"))
    remembered.set_later(journal, NudgeKind.SLEEP, moment("22:15"))
    assert remembered.later(journal) == {
        NudgeKind.STRESS: moment("16:30"),
        NudgeKind.SLEEP: moment("22:15"),
    }
    remembered.set_later(journal, NudgeKind.STRESS, None)
    assert set(remembered.later(journal)) == {NudgeKind.SLEEP}


def test_what_is_told_once_is_known_as_told(journal: Journal) -> None:
    assert not remembered.was_told(journal, "no_tray")
    remembered.set_told(journal, "no_tray")
    assert remembered.was_told(journal, "no_tray")
    assert not remembered.was_told(journal, "something else")


@pytest.mark.parametrize(
    "damage",
    [
        *("soon", "", "2026-03-10", "2026-03-10T10:00", "9" * 50),
        *("9999-12-31T23:59:59+00:00", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"),
    ],
)
def test_a_moment_that_cannot_be_read_counts_as_none(journal: Journal, damage: str) -> None:
    journal.set_state("paused_until", damage)
    journal.set_state("later.stress", damage)
    assert remembered.paused_until(journal, moment("09:00")) is None
    assert remembered.later(journal) == {}


def test_kinds_of_a_newer_lull_are_left_out(journal: Journal) -> None:
    journal.set_state("not_today", f"{DAY.isoformat()} juggling stress")
    assert remembered.not_today(journal, DAY) == {NudgeKind.STRESS}


def test_absences_that_cannot_be_read_are_left_out(journal: Journal) -> None:
    since, until = moment("10:00"), moment("11:00")
    remembered.set_absences(journal, ((since, until),))
    kept = journal.state("absences")
    journal.set_state("absences", f"{kept}\nnonsense\n{until.isoformat()} {since.isoformat()}")
    assert remembered.absences(journal) == ((since, until),)
    remembered.set_absences(journal, ())
    assert remembered.absences(journal) == ()
    assert journal.state("absences") is None
