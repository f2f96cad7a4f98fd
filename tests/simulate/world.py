"""Lets a person's days pass: a clock that jumps from one event to the next, and a real nudger."""

from __future__ import annotations

import asyncio
import dataclasses
import heapq
from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from config.kinds import NudgeKind
from config.settings import parse
from tests.simulate import promises
from tests.simulate.diary import Diary
from tests.simulate.people import MINUTE, Event, Person
from tests.simulate.tally import CountingJournal, Tally
from tips.catalog import load_catalog
from tips.drinks import load_drinks
from tray import answers, quick_log, remembered, timetable
from tray.clock import Clock
from tray.notify.base import Closed, Note, Shown
from tray.nudger import Nudger
from tray.presence.base import Presence
from tray.schedule import is_told
from tray.situation import done_at

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from pathlib import Path


FIRST_DAY = date(2026, 1, 1)
_NOTICED = promises.AWAY + timedelta(seconds=11)
"""What is just too short to be away may become long enough while nobody looks."""
_EXPIRES = MINUTE
_SEEN_AWAKE = frozenset({"sit", "lock", "unlock", "sleep", "pause", "drink"})


@dataclasses.dataclass
class World:
    """One person, their computer and their Lull; see the module.

    It is the notifier, the presence watch and the effects of the nudger, all in one.
    """

    person: Person
    seed: int
    home: Path
    name: str = "simulated"

    def __post_init__(self) -> None:
        """Begin on the first midnight, with nobody there."""
        self.random = Random(f"{self.seed} {self.person.name}")  # noqa: S311 - nothing secret
        self.now = timetable.instant(FIRST_DAY, 0, self.person.zone)
        self.clock = Clock(lambda: self.now, self.person.zone)
        self.settings = parse(self.person.toml)
        self.drinks, self.catalog = load_drinks(), load_catalog()
        self.journal = CountingJournal.open(self.home / "journal.sqlite3", lambda: self.now)
        assert isinstance(self.journal, CountingJournal)
        self.tally = self.journal.tally = Tally()
        # Years are gone through; that each write is on the disk is tried elsewhere.
        self.journal._connection.execute("PRAGMA synchronous = OFF")
        self.work: list[Coroutine[Any, Any, object]] = []
        self.events: list[tuple[datetime, int, Event | tuple[str, str]]] = []
        self.order = 0
        self.wake: datetime | None = None
        self.told: dict[NudgeKind, datetime] = {}
        self.checks = self.looks = 0
        self.diary = Diary()
        # Where the person is.
        self.there = self.locked = self.busy = self.film = self.asleep = False
        self.left_at = self.now
        self.back_at = self.slept_at = self.unlocked_at = self.now - timedelta(days=1)
        self.standing: Note | None = None
        self.shown: list[tuple[datetime, NudgeKind, bool]] = []
        self.titles: dict[NudgeKind, list[tuple[datetime, str]]] = {kind: [] for kind in NudgeKind}
        self.done: dict[NudgeKind, datetime] = {}
        self.refused: dict[NudgeKind, date] = {}
        self.paused_until: datetime | None = None
        self.nudger = Nudger(self.journal, self.clock, self.settings, self.catalog, self, self)
        self.nudger.lookout.attendance.watch = self

    # -- the notifier

    async def show(self, note: Note) -> Shown:
        """Take a nudge onto the screen, and hold it against every promise."""
        due = self.nudger._room._leaving[0]
        promises.check_quiet(self, due)
        promises.check_heard(self, due)
        promises.check_fresh(self, due.kind, note.title)
        self.standing = note
        self.shown.append((self.now, due.kind, due.asked_for))
        self.react(note)
        return Shown(ok=True, by="freedesktop", why="")

    async def withdraw(self, slot: str) -> None:
        """Take it away again."""
        assert slot == "nudge"
        self.standing = None

    async def close(self) -> None:
        """Nothing is left to close."""

    def react(self, note: Note) -> None:
        """Decide what the person will do about it, and when."""
        after = timedelta(seconds=self.random.randint(4, 55))
        done = self.random.choices(["answer", "dismiss", "ignore"], [55, 20, 25])[0]
        if done == "ignore":
            self.plan(self.now + _EXPIRES, ("expire", note.token))
        else:
            self.plan(self.now + after, (done, note.token))
            self.plan(self.now + _EXPIRES, ("expire", note.token))

    # -- the presence watch

    async def look(self) -> Presence:
        """What a desktop tells of the person."""
        self.looks += 1
        idle = 0.0 if self.there else (self.now - self.left_at).total_seconds()
        told = idle if self.person.told_of_idleness else None
        return Presence(self.now, told, self.locked, self.busy, self.film)

    async def stop(self) -> None:
        """Nothing to let go of."""

    # -- the effects

    def log(self, words: list[str], source: str) -> None:
        """Log a drink."""
        local = self.clock.local(self.now)
        entry = self.journal.add(quick_log.parse(words, self.drinks, local, source, None))
        self.done |= dict.fromkeys(done_at([entry]), self.now)

    def too_late(self) -> None:
        """What was put off comes no more today."""

    def breathe(self) -> None:
        """Breathe for two minutes."""
        self.log(["breathe", "2"], "nudge")

    def fill_in(self) -> None:
        """The check-in is off."""

    def changed(self) -> None:
        """There is no menu."""

    def wake_at(self, moment: datetime | None) -> None:
        """Remember when to decide again."""
        assert moment is None or moment > self.now, "it wakes without end"
        self.wake = moment

    def in_background(self, work: Coroutine[Any, Any, object]) -> None:
        """Keep it until the present step is over."""
        self.work.append(work)

    # -- promises

    def check(self) -> None:
        """What holds at every step."""
        self.checks += 1
        nudger = self.nudger
        waiting = [due.kind for due, _ in nudger.waiting]
        assert len(waiting) == len(set(waiting)), "two of a kind wait"
        assert remembered.paused_until(self.journal, self.now) == (
            self.paused_until if (self.paused_until or self.now) > self.now else None
        ), "the pause was not kept"
        if self.standing is not None and nudger.open is not None:
            assert self.standing.token == nudger.open.record.id
        if self.standing is not None:
            assert nudger.open is not None, "what stands on the screen cannot be answered"
        if not self.asleep and nudger.open is not None:
            assert self.now < nudger.open.until, "what is stale was not withdrawn"
            assert self.now != self.unlocked_at, "what nobody saw was not withdrawn"
        there = self.there and not self.locked and not self.asleep
        self.diary.note(self.now, self.clock.zone, there=there)

    # -- time

    def plan(self, at: datetime, event: Event | tuple[str, str]) -> None:
        """Have something happen at a moment."""
        self.order += 1
        heapq.heappush(self.events, (at, self.order, event))

    async def live(self, days: int) -> None:
        """Let ``days`` local days pass."""
        self.nudger.review()
        await self.settle()
        planned = FIRST_DAY
        last = FIRST_DAY + timedelta(days=days)
        while True:
            while planned < last and self.clock.today() + timedelta(days=1) >= planned:
                for event in self.person.days(self.random, planned, self.clock_zone()):
                    if event.at > self.now:
                        self.plan(event.at, event)
                planned += timedelta(days=1)
            if self.clock.today() >= last:
                return
            await self.step()

    def clock_zone(self) -> Any:  # noqa: ANN401 - a ZoneInfo, which a clock need not have
        """Where the person is."""
        return self.clock.zone

    async def step(self) -> None:
        """Go on to whatever comes next."""
        upcoming = [self.events[0][0]] if self.events else []
        # So that a person without any event still has days.
        upcoming.append(timetable.next_midnight(self.now, self.clock.zone))
        dues = [] if self.asleep else [at for at in self.next_dues().values() if at is not None]
        moved = self.asleep
        if not self.asleep:
            upcoming += dues
            upcoming += [self.wake] if self.wake is not None else []
        before, self.now = self.now, max(min(upcoming), self.now)
        while self.events and self.events[0][0] <= self.now:
            event = heapq.heappop(self.events)[2]
            moved = moved or (isinstance(event, Event) and event.what == "fly")
            await self.happen(event)
            await self.settle()
        if not self.asleep:
            if moved or min(dues, default=self.now) <= self.now:
                await self.fire(before)
            if self.wake is not None and self.wake <= self.now:
                self.wake = None
                self.nudger.review()
                await self.settle()
        self.check()

    def absent(self) -> tuple[timetable.Span, ...]:
        """When the person was away, as Lull knows it."""
        return self.nudger.lookout.attendance.absences()

    def next_dues(self) -> dict[NudgeKind, datetime | None]:
        """When each kind comes next."""
        day, zone, absent = self.settings.day, self.clock.zone, self.absent()
        return {
            kind: timetable.next_time(self.settings.nudge(kind), day, zone, self.now, absent)
            for kind in NudgeKind
            if self.settings.nudge(kind).on
        }

    async def fire(self, before: datetime) -> None:
        """Tell what has become due since ``before``, as `tray.schedule` does."""
        zone, absent = self.clock.zone, self.absent()
        for kind in NudgeKind:
            nudge = self.settings.nudge(kind)
            if not nudge.on:
                continue
            at = timetable.last_time(nudge, self.settings.day, zone, self.now, absent)
            if at is None or at <= before - timedelta(days=3):
                continue
            told = self.told.get(kind)
            if is_told(nudge, at, told, absent) or (told is not None and at < told):
                continue
            if told is None and at <= before:
                continue
            self.told[kind] = at
            self.tally.due.add((kind, at))
            self.work.append(self.nudger.due(kind, at))
        await self.settle()

    async def settle(self) -> None:
        """Let everything run that is ready, and what that makes ready; all at once, as a loop."""
        while self.work:
            ready, self.work = self.work, []
            await asyncio.gather(*ready)

    # -- what happens

    async def happen(self, event: Event | tuple[str, str]) -> None:
        """Do what was planned."""
        if isinstance(event, tuple):
            await self.answer(*event)
            return
        was = (self.locked, self.busy)
        # A computer that is asleep sees nothing of what its owner does.
        if event.what in _SEEN_AWAKE and self.asleep:
            return
        getattr(self, f"_{event.what}")(event.how)
        if was != (self.locked, self.busy) and not self.asleep:
            self.nudger.lookout.presence_changed()

    def _sit(self, _: str) -> None:
        if not self.there:
            if self.person.told_of_idleness and self.now - self.left_at >= _NOTICED:
                self.back_at = self.now
            if self.person.told_of_return:
                self.nudger.lookout.presence_changed()
        self.there = True

    def _leave(self, _: str) -> None:
        if self.there:
            self.there, self.left_at = False, self.now

    def _lock(self, _: str) -> None:
        self.locked = True
        self._leave("")

    def _unlock(self, _: str) -> None:
        if self.locked:
            self.locked, self.back_at, self.unlocked_at = False, self.now, self.now

    def _busy(self, _: str) -> None:
        self.busy = True

    def _free(self, _: str) -> None:
        self.busy = False

    def _film(self, _: str) -> None:
        self.film = True

    def _film_over(self, _: str) -> None:
        self.film = False

    def _sleep(self, _: str) -> None:
        self._leave("")
        if self.person.told_of_sleep:
            self.nudger.lookout.fell_asleep()
        self.asleep, self.slept_from = True, self.now

    def _wake(self, _: str) -> None:
        if self.asleep:
            self.asleep, self.slept_at = False, self.now
            told = self.person.told_of_sleep
            self.nudger.lookout.slept(None if told else self.now - self.slept_from)

    def _pause(self, minutes: str) -> None:
        self.paused_until = self.now + int(minutes) * MINUTE
        remembered.set_pause(self.journal, self.paused_until)
        self.nudger.review()

    def _drink(self, _: str) -> None:
        if self.there:
            self.log(["water"], "menu")
            self.nudger.review()

    def _fly(self, zone: str) -> None:
        self.clock.zone = ZoneInfo(zone)
        self.nudger.review()

    async def answer(self, what: str, token: str) -> None:
        """Something becomes of the notification."""
        note = self.standing
        if note is None or note.token != token:
            return
        if what == "answer" and not (self.locked or self.asleep):
            kind = next(kind for at, kind, _ in reversed(self.shown))
            buttons = [button.key for button in answers.buttons(kind)]
            self.standing = None
            [key] = self.random.choices(buttons, [6, 3, 1][: len(buttons)])
            promises.note_answer(self, kind, key)
            await self.nudger.answered(key)
        elif what == "dismiss" and not (self.locked or self.asleep):
            self.standing = None
            await self.nudger.closed(note, Closed.DISMISSED)
        elif what == "expire" and not self.asleep:
            self.standing = None
            await self.nudger.closed(note, Closed.EXPIRED)

    # -- the end

    def end(self) -> None:
        """Whatever was due has become something that can be told."""
        waiting = {(due.kind, due.at) for due, _ in self.nudger.waiting}
        for key in self.tally.due:
            told = key in self.tally.ended or key in self.tally.reasons or key in waiting
            assert told or self.merged(key), f"nothing is known of {key}"
        self.diary.check_intervals(self.settings, self.tally)
        self.nudger.end()
        self.journal.close()

    def merged(self, key: tuple[NudgeKind, datetime]) -> bool:
        """Whether a newer one of its kind took its place."""
        kind, at = key
        return any(other > at for other_kind, other in self.tally.due if other_kind is kind)
