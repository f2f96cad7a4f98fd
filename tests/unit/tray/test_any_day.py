"""Any day of any person: whatever is clicked, refused or killed meanwhile, the promises hold."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import itertools
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from lull_parts import EVERYTHING, Lull, Screen, Time, play

from config.kinds import NudgeKind
from config.settings import parse
from journal.records import Outcome
from tray import remembered, timetable
from tray.icon.state import IconState
from tray.notify.base import Closed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from journal.records import NudgeRecord

ZONES = ["Europe/Berlin", "Pacific/Kiritimati", "America/St_Johns", "Australia/Lord_Howe"]
TOML = st.sampled_from(
    [
        "",
        "[limits]\ngap_minutes = 5\nnudges_per_day = 24\n[nudges.hydration]\nevery_minutes = 15",
        "[limits]\nnudges_per_day = 2\n[nudges.movement]\non = true\n[nudges.check_in]\non = true",
        '[day]\nactive_hours = ["18:00-02:00"]\nbedtime = "03:00"',
    ]
)
ACTIONS = st.one_of(
    st.tuples(st.just("wait"), st.integers(1, 250)),
    st.tuples(st.just("wait"), st.integers(1, 30)),
    st.tuples(
        st.just("act"),
        st.sampled_from(
            [
                "pause 30m",
                "pause 2h",
                "pause tomorrow",
                "resume",
                "log water",
                "log coffee",
                "undo",
                "answer later",
                "answer not_today",
                "answer had_glass",
                "answer fine",
            ]
        ),
    ),
    st.tuples(st.just("close"), st.sampled_from(list(Closed))),
    st.tuples(st.just("refuse"), st.booleans()),
    st.tuples(st.just("again"), st.booleans()),
)

ODD_ACTIONS = st.one_of(
    st.tuples(st.just("jump"), st.sampled_from([-9000, -370, -1, 1, 370, 9000])),
    st.tuples(st.just("jump"), st.floats(-0.2, 0.2)),
    st.tuples(st.just("zone"), st.sampled_from(ZONES)),
    st.tuples(st.just("use"), TOML),
    st.tuples(st.just("twice"), st.sampled_from(["later", "had_glass", "fine", "not_today"])),
)


@dataclasses.dataclass
class Days:
    """Several runs, one after the other, on one journal."""

    home: Path
    toml: str
    time: Time
    fired: list[tuple[NudgeKind, dt.datetime]]
    run: Lull

    async def do(self, what: str, argument: object) -> None:
        if what == "wait":
            assert isinstance(argument, int)
            await self.wait(dt.timedelta(minutes=argument))
        elif what == "act":
            await self.run.act(str(argument))
        elif what == "close":
            assert isinstance(argument, Closed)
            await self.run.close_note(argument)
        elif what == "jump":
            assert isinstance(argument, (int, float))
            self.time.now += dt.timedelta(days=argument)
            await self.moved()
        elif what == "zone":
            self.time.clock.zone = ZoneInfo(str(argument))
            await self.moved()
        elif what == "use":
            self.toml = str(argument)
            self.run.core.use(parse(self.toml))
            await self.run.settle()
        elif what == "twice":
            self.run.core.act(f"answer {argument}")
            await self.run.act(f"answer {argument}")
        elif what == "refuse":
            self.run.screen.refusal = "no notification daemon runs" if argument else ""
        else:
            # Ended in order, or killed; then started again.
            if argument:
                await self.run.core.end()
            self.run.journal.close()
            self.run = begin(self.home, self.time, self.toml)
            await self.run.core.review()
            await self.run.settle()
        self.check()

    async def moved(self) -> None:
        """The clock or the zone is another one, as `tray.living` tells of it."""
        self.run.core.clock_moved()
        await self.run.core.review()
        await self.run.settle()

    async def wait(self, passed: dt.timedelta) -> None:
        """Let time pass with everything that the schedule calls, each at its moment."""
        end = self.time.now + passed
        for _ in range(2000):
            following = {
                kind: timetable.next_time(
                    self.run.desk.settings.nudge(kind),
                    self.run.desk.settings.day,
                    self.time.clock.zone,
                    self.time.now,
                )
                for kind in NudgeKind
                if self.run.desk.settings.nudge(kind).on
            }
            moments = [moment for moment in following.values() if moment is not None]
            at = min([*moments, self.run.wake or end, end])
            if at >= end:
                break
            self.time.now = at
            if self.run.wake is not None and self.run.wake <= at:
                await self.run.core.review()
            kinds = [kind for kind, moment in following.items() if moment == at]
            self.fired += [(kind, at) for kind in kinds]
            await self.run.due(*kinds)
        else:
            message = "it wakes without end"
            raise AssertionError(message)
        self.time.now = end

    def check(self) -> None:
        """What holds at every moment."""
        run = self.run
        nudger = run.core.nudger
        assert (run.icon == IconState.DUE) is (nudger.open is not None)
        if nudger.open is None:
            assert "nudge" not in run.screen.standing
        else:
            assert self.time.now < nudger.open.until or run.wake is not None
        waiting = [due.kind for due, _ in nudger.waiting]
        assert len(waiting) == len(set(waiting))
        unfinished = {r.id for r in run.records() if r.outcome in {Outcome.PENDING, Outcome.SHOWN}}
        assert unfinished <= ({nudger.open.record.id} if nudger.open else set())

    def check_all(self) -> None:
        """What holds of everything that happened."""
        wanted = self.run.desk.settings
        shown = list(self.run.journal.shown_between(*EVERYTHING))
        gap = dt.timedelta(minutes=wanted.limits.gap_minutes)
        for before, after in itertools.pairwise(shown):
            assert after.asked_for or moment_of(after) - moment_of(before) >= gap
        by_day: dict[dt.date, int] = {}
        for record in shown:
            local = self.time.clock.local(moment_of(record))
            by_day[local.date()] = by_day.get(local.date(), 0) + (not record.asked_for)
            follows_bedtime = wanted.nudge(record.kind).before_bedtime_minutes is not None
            assert follows_bedtime or timetable.is_active(wanted.day, self.time.clock.zone, local)
        assert all(count <= wanted.limits.nudges_per_day for count in by_day.values())
        # Whatever fell due was shown, or waits, or has a reason that can be read.
        records = {(record.kind, record.due_at) for record in self.run.records()}
        holds = {(hold.kind, hold.due_at) for hold in self.run.journal.holds(*EVERYTHING)}
        assert set(self.fired) <= records | holds
        for record in self.run.records():
            assert (record.shown_at is None) is (
                record.outcome in {Outcome.NOT_SHOWN, Outcome.LAPSED, Outcome.PENDING}
            )
        assert all(at > self.time.now for at in remembered.later(self.run.journal).values()) or (
            self.run.core.nudger.waiting or self.run.core.nudger.unshown
        )


def begin(home: Path, time: Time, toml: str) -> Lull:
    run = Lull(home, time, Screen(), toml)
    # Hundreds of days are gone through; that each write is on the disk is tried elsewhere.
    run.journal._connection.execute("PRAGMA synchronous = OFF")
    return run


def moment_of(record: NudgeRecord) -> dt.datetime:
    assert record.shown_at is not None
    return record.shown_at


@contextlib.asynccontextmanager
async def after(toml: str, happenings: list[tuple[str, object]]) -> AsyncIterator[Days]:
    """Days on which everything of ``happenings`` has happened."""
    with tempfile.TemporaryDirectory() as home:
        time = Time("07:00")
        days = Days(Path(home), toml, time, [], begin(Path(home), time, toml))
        try:
            await days.run.core.review()
            for what, argument in happenings:
                await days.do(what, argument)
            yield days
        finally:
            await days.run.core.end()
            days.run.journal.close()


@settings(max_examples=examples(15), deadline=None)
@given(TOML, st.lists(st.one_of(ACTIONS, ODD_ACTIONS), min_size=5, max_size=25))
def test_clocks_that_jump_by_years_and_settings_that_change_break_nothing(
    toml: str, happenings: list[tuple[str, object]]
) -> None:
    async def scene() -> None:
        async with after(toml, happenings) as days:
            # Whatever happened, a nudge that is due comes within two ordinary days.
            await days.run.act("resume")
            days.run.screen.refusal = ""
            await days.do("use", "")
            before = len(days.run.screen.nudges)
            await days.wait(dt.timedelta(days=2))
            assert len(days.run.screen.nudges) > before
            days.check()

    play(scene())


@settings(max_examples=examples(20), deadline=None)
@given(TOML, st.lists(ACTIONS, min_size=5, max_size=25))
def test_whatever_happens_the_promises_hold(
    toml: str, happenings: list[tuple[str, object]]
) -> None:
    async def scene() -> None:
        async with after(toml, happenings) as days:
            days.check_all()

    play(scene())
