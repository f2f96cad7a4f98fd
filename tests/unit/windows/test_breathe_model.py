"""Two minutes of slow breathing: the pace, the words, and what is kept."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING

import pytest

from config.errors import JournalError
from journal.entries import EntryKind
from journal.store import Journal
from tips import breathing
from tips.blocklist import CLAIMS, UNSAFE
from tips.nudge_words import PAGE_TONE
from tips.wording import wording_problem
from windows import breathe_model as model
from windows.breathe_model import Phase, moment_at

if TYPE_CHECKING:
    from config.paths import Paths

NOON = dt.datetime(2026, 3, 10, 12, 0, tzinfo=dt.UTC)
READY = model.READY_SECONDS


@pytest.mark.parametrize(
    ("seconds", "phase", "breath", "share"),
    [
        (-1.0, Phase.READY, 0, 0.0),
        (0.0, Phase.READY, 0, 0.0),
        (READY / 2, Phase.READY, 0, 0.5),
        (READY, Phase.IN, 1, 0.0),
        (READY + 2, Phase.IN, 1, 0.5),
        (READY + 4, Phase.OUT, 1, 0.0),
        (READY + 7, Phase.OUT, 1, 0.5),
        (READY + 10, Phase.IN, 2, 0.0),
        (READY + 119.5, Phase.OUT, 12, 5.5 / 6),
        (READY + 120, Phase.DONE, 12, 1.0),
        (READY + 9999, Phase.DONE, 12, 1.0),
    ],
)
def test_each_moment_has_its_phase_and_its_breath(
    seconds: float, phase: Phase, breath: int, share: float
) -> None:
    moment = moment_at(seconds)
    assert (moment.phase, moment.breath) == (phase, breath)
    assert moment.share == pytest.approx(share)


def test_it_is_about_six_breaths_a_minute_longer_out_than_in() -> None:
    assert breathing.BREATHS / breathing.MINUTES == 6
    assert breathing.OUT_SECONDS > breathing.IN_SECONDS


def test_the_lungs_fill_and_empty_without_a_jump() -> None:
    full = [moment_at(READY + step / 20).full for step in range(-40, 120 * 20 + 40)]
    assert min(full) == 0.0
    assert max(full) == pytest.approx(1.0)
    assert max(abs(a - b) for a, b in itertools.pairwise(full)) < 0.021


def test_everything_that_is_said_is_plain_and_claims_no_more_than_is_known() -> None:
    may_help, honest, sources = model.ended()
    for words in (model.READY, model.TIP, model.STOP_IF, may_help, honest, f"{model.DONE}."):
        assert not wording_problem(words, (*UNSAFE, *CLAIMS, *PAGE_TONE), 8.0)
    assert "may" in may_help
    assert "Laborde" in sources
    assert "Shao" in sources


def test_a_whole_round_is_kept_once_however_often_it_is_kept(paths: Paths) -> None:
    for _ in range(2):
        model.keep(paths, "abc", NOON)
    with Journal.open(paths.journal) as journal:
        (entry,) = journal.entries(NOON, NOON + dt.timedelta(seconds=1))
    assert (entry.kind, entry.amount, entry.source) == (EntryKind.BREATHE, 2.0, "window")


def test_a_round_ends_now_where_nothing_else_is_said(paths: Paths) -> None:
    before = dt.datetime.now(dt.UTC)
    model.keep(paths, "abc")
    with Journal.open(paths.journal) as journal:
        found = journal.entries(before - dt.timedelta(seconds=1), before + dt.timedelta(minutes=1))
    assert len(found) == 1


def test_a_journal_that_cannot_be_written_is_told(paths: Paths) -> None:
    paths.journal.parent.mkdir(parents=True)
    paths.journal.write_text("not a database, whatever it is")
    with pytest.raises(JournalError):
        model.keep(paths, "abc", NOON)
