"""``lull log twitch`` in a terminal: from the first question to what is kept."""

from __future__ import annotations

import contextlib
import dataclasses
import os
from typing import TYPE_CHECKING, Final

import msgspec

from config.errors import JournalError, LullError
from config.language import N_, tr
from config.local_format import clock_time, sentence, weekday
from config.paths import make_folders
from config.write import set_values
from journal import repeats
from journal.draft import clear_draft, load_drafts, save_draft
from journal.entries import MAX_NOTE_CHARACTERS, new_id
from journal.store import Journal
from journal.twitches import TwitchRecord
from tips.advice import Level
from tips.questions import Option, shipped_questions
from tips.report import decode_report
from tray import control, messages
from tray.clock import Clock
from tray.commands import twitch_talk
from tray.commands.asking import BACK, Terminal, put
from tray.commands.twitch_check import (
    ANSWER_NOW,
    KEPT,
    check_in_room,
    first_choices,
    need_terminal,
    origin_choice,
    put_with_origin,
    show,
)
from tray.twitch_answers import (
    PROFILE,
    SAME,
    WORDS,
    Answers,
    Ask,
    Step,
    before_last,
    only_counts,
    report_of,
    takes_signs,
    without_skipped_profile,
)
from tray.twitch_drafts import answers_from, draft_data
from tray.twitch_form import in_words, no_or_yes

if TYPE_CHECKING:
    from config.paths import Paths
    from config.settings import Settings
    from journal.draft import Draft
    from tips.advice import Advice
    from tray.commands.twitch_talk import Room

OFTEN_WORDS: Final = N_(
    "Checking often can make twitches easier to notice. You have this saved. "
    "A break from logging is OK. If worry about your health weighs on you, a doctor can help, "
    "and talking therapy helps many people."
)
BREAK_WORDS: Final = N_(
    "Would you like a break from logging for two days? You can log and get advice at any time."
)

_SAVED = N_("Saved. To take it back: lull undo")
_NOT_SAVED = N_("Nothing was saved.")
_URGENT = frozenset({Level.EMERGENCY, Level.URGENT_SAME_DAY})


def log_twitch(paths: Paths, settings: Settings, *, stay: bool = False) -> int:
    """``lull log twitch``: the questions, the advice, and an entry if the person wants it.

    Args:
        paths: Where the files are.
        settings: The person's settings.
        stay: Whether to wait for Enter at the end, in a terminal that then closes.

    Returns:
        The exit status.

    Raises:
        InputError: There is no terminal.
        JournalError: It could not be saved; the answers are kept as a draft.
        KeyboardInterrupt: The person ended it; the answers are kept as a draft.
    """
    need_terminal("lull log twitch")
    os.umask(0o077)
    make_folders(paths)
    terminal, clock = Terminal(), Clock()
    try:
        journal = Journal.open(paths.journal, clock.now)
    except JournalError as error:
        terminal.say(sentence(error.told))
        terminal.say(tr("Nothing can be saved now. The advice is here all the same."))
        return check_in_room(twitch_talk.room_for(terminal, settings, clock, None))
    with journal:
        room = twitch_talk.room_for(terminal, settings, clock, journal)
        status = _Log(paths, room, journal).run()
    if stay:
        with contextlib.suppress(EOFError):
            terminal.hear(tr("Press Enter to close this window"))
    return status


class _Log:
    """One twitch on its way into the journal."""

    def __init__(self, paths: Paths, room: Room, journal: Journal) -> None:
        self._paths = paths
        self._folder = paths.journal.parent
        self._room = room
        self._terminal = room.terminal
        self._journal = journal
        self._known = room.known()
        self._id = new_id()
        self._kept = False
        self._outcome = tr(_NOT_SAVED)

    @property
    def _earlier_id(self) -> str:
        last = self._room.last
        return last.id if last is not None and self._known.earlier is not None else ""

    def run(self) -> int:
        """Ask, advise and keep; returns the exit status."""
        twitch_talk.begin(self._room, saving=True)
        try:
            choice = self._ask_in_break()
            if choice == "log":
                answers = self._take_draft()
                left: Answers | None = answers
                while left is not None:
                    left = self._finish(self._fill(left))
        except (KeyboardInterrupt, EOFError):
            self._terminal.say()
            self._terminal.say(self._outcome)
            raise KeyboardInterrupt from None
        if choice == "check":
            return check_in_room(self._room)
        return 0

    def _fill(self, answers: Answers) -> Answers:
        return twitch_talk.fill(self._room, self._known, answers, self._keep)

    def _ask_in_break(self) -> object:
        now = self._room.clock.now()
        until = repeats.break_until(self._journal.state(repeats.BREAK_KEY), now)
        if until is None:
            return "log"
        local = self._room.clock.local(until)
        text = tr(
            "You chose a break from logging until {weekday} at {time}. "
            "You can log all the same. What would you like?",
            weekday=weekday(local.date()),
            time=clock_time(local),
        )
        choices = (
            Option("leave", tr("Leave it for now")),
            Option("check", tr("Check without saving")),
            Option("log", tr("Log it")),
        )
        return put(self._terminal, Ask("break", Step.WHERE, text, choices), can_go_back=False)

    # -- the drafts

    def _take_draft(self) -> Answers:
        """The answers to go on from, by the person's choice; none for a new beginning."""
        now = self._room.clock.now()
        for draft in load_drafts(self._folder):
            if self._journal.knows(draft.id):
                # Saved already, by a Lull that was killed right after.
                self._drop(draft.id)
                continue
            answers = answers_from(draft, self._known, self._earlier_id, now)
            if not answers:
                continue  # the window may be able to go on with it
            reply = self._ask_about(draft, answers)
            if reply == "yes":
                self._id = draft.id
                if SAME not in answers:
                    self._known = dataclasses.replace(self._known, earlier=None)
                return answers
            if reply == "later":
                break
            self._drop(draft.id)
        self._nothing_kept()
        return {}

    def _ask_about(self, draft: Draft, answers: Answers) -> object:
        report = {"sites": answers.get("sites", ()), "kind": answers.get("kind")}
        text = tr(
            "You began to answer {when} ({about}). Go on from there?",
            when=twitch_talk.when(draft.saved_at, self._room.clock),
            about=in_words(report) or tr("not far yet"),
        )
        choices = (
            Option("yes", tr("Yes, go on")),
            Option("no", tr("No, start anew"), tr("These answers are not kept.")),
            Option("later", tr("Not now: start anew and keep these for later")),
        )
        self._kept_now()
        return put(self._terminal, Ask("draft", Step.WHERE, text, choices), can_go_back=False)

    def _keep(self, step: Step, answers: Answers) -> None:
        if not answers:
            self._forget()
            return
        data = draft_data(answers, self._known, self._earlier_id)
        try:
            save_draft(self._folder, self._id, step, data, self._room.clock.now())
        except JournalError as error:
            # A full disk must not keep anybody from the advice.
            if self._kept or len(answers) == 1:
                self._terminal.say(sentence(error.told))
            self._kept, self._outcome = False, tr(_NOT_SAVED)
        else:
            self._kept_now()

    def _kept_now(self) -> None:
        self._kept = True
        self._outcome = tr("Your answers so far are kept: lull log twitch goes on from there.")

    def _forget(self, outcome: str = _NOT_SAVED) -> None:
        self._nothing_kept(outcome)
        self._drop(self._id)

    def _drop(self, draft_id: str) -> None:
        try:
            clear_draft(self._folder, draft_id)
        except JournalError as error:
            # It is offered again the next time; that must not keep anybody from the advice.
            self._terminal.say(sentence(error.told))

    def _nothing_kept(self, outcome: str = _NOT_SAVED) -> None:
        self._kept = False
        self._outcome = tr(outcome)

    # -- the end

    def _finish(self, answers: Answers) -> Answers | None:
        """Advise and save; the answers to go on from where the person goes back to questions."""
        if only_counts(answers, self._known):
            self._count()
            return None
        advice = twitch_talk.advice_for(self._room, self._known, answers)
        show(self._room, advice)
        ask = Ask(
            "save",
            Step.ADVICE,
            tr("Save this in your journal?"),
            (
                *first_choices(advice),
                Option("yes", tr("Save it")),
                Option("no", tr("Do not save it")),
                origin_choice(),
            ),
        )
        reply = put_with_origin(self._room, advice, ask, can_go_back=True)
        if reply is BACK:
            return before_last(answers)
        if reply == ANSWER_NOW:
            self._terminal.say(tr(KEPT))
            return without_skipped_profile(answers)
        if reply == "yes":
            self._journal.add_twitch(self._record(answers, advice))
            self._forget(_SAVED)
            self._terminal.say(tr(_SAVED))
            self._tell_running()
            self._offer_to_remember(answers)
            if advice.level not in _URGENT:
                self._mind_often()
        else:
            self._forget()
            self._terminal.say(self._outcome)
        return None

    def _record(self, answers: Answers, advice: Advice) -> TwitchRecord:
        report = msgspec.to_builtins(report_of(answers, self._known))
        last = self._room.last
        taken = last is not None and takes_signs(answers, self._known)
        return TwitchRecord(
            id=self._id,
            at=self._room.clock.local(self._room.clock.now()),
            report={name: value for name, value in report.items() if value is not None},
            level=advice.level.value,
            rules=advice.rules,
            advice_shown=True,
            # As in the window, where they can be changed and deleted afterwards.
            note=str(report.get(WORDS) or "")[:MAX_NOTE_CHARACTERS],
            source="command",
            answered_at=last.signs_at if last is not None and taken else None,
        )

    def _count(self) -> None:
        now = self._room.clock.local(self._room.clock.now())
        record = self._journal.add_tally(self._earlier_id, now, source="command", tally_id=self._id)
        self._forget(_SAVED)
        self._tell_running()
        advice = self._room.advise(
            decode_report(dict(record.report)), self._room.settings.profile.for_advice
        )
        since = twitch_talk.when(record.at, self._room.clock)
        self._terminal.say()
        self._terminal.say(
            tr(
                "Noted: the same one again. Nothing has changed, so the advice from {since} still "
                "holds: {advice}",
                since=since,
                advice=advice.next_step,
            )
        )
        if advice.level in _URGENT:
            show(self._room, advice)
            return
        self._mind_often(record)

    def _tell_running(self) -> None:
        """Have a running Lull show the menu anew."""
        with contextlib.suppress(ConnectionError, LullError):
            control.ask(self._paths.control, messages.Changed())

    def _offer_to_remember(self, answers: Answers) -> None:
        told = {name: answers[name] for name in PROFILE if answers.get(name) is not None}
        if not told:
            return
        text = tr("Remember what you said about yourself for next time? It stays on this computer.")
        ask = Ask("remember", Step.ADVICE, text, no_or_yes())
        if put(self._terminal, ask, can_go_back=False) != "yes":
            return
        try:
            set_values(
                self._paths.settings, {f"profile.{name}": value for name, value in told.items()}
            )
        except LullError as error:
            self._terminal.say(sentence(error.told))
        else:
            self._terminal.say(tr("Remembered. It stands in your settings, under profile."))

    def _mind_often(self, counted: TwitchRecord | None = None) -> None:
        """The gentle note for somebody who logs often; it never lowers or blocks anything."""
        now = self._room.clock.now()
        if not repeats.often(self._journal.twitch_counts(now, self._room.clock.zone)):
            return
        if counted is not None and self._crisis(counted):
            return
        self._terminal.say()
        self._terminal.say(tr(OFTEN_WORDS))
        ask = Ask("break", Step.ADVICE, tr(BREAK_WORDS), no_or_yes())
        if put(self._terminal, ask, can_go_back=False) == "yes":
            self._journal.set_state(repeats.BREAK_KEY, repeats.break_state(now))
            self._terminal.say(tr("Your break has begun. Lull is here whenever you need it."))

    def _crisis(self, record: TwitchRecord) -> bool:
        """Ask what is asked with the note (triage, section 2); whether it needs help now."""
        report = decode_report(dict(record.report))
        question = next(q for q, _ in shipped_questions().other if q.key == "suicidal")
        if question.key in report.signs:
            return False
        labelled = tuple(Option(value, label) for value, label in question.answers)
        ask = Ask(question.key, Step.ADVICE, question.text, labelled, optional=True)
        reply = put(self._terminal, ask, can_go_back=False)
        if reply not in {"yes", "unsure"}:
            return False
        report = msgspec.structs.replace(report, signs={**report.signs, question.key: str(reply)})
        show(self._room, self._room.advise(report, self._room.settings.profile.for_advice))
        return True
