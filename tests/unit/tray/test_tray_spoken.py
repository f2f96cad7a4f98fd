"""What the tray says passes through the one place that knows the person's language."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hard_coded import hard_coded
from test_menu import flat

from config.errors import JournalError
from config.kinds import NudgeKind
from config.language import N_, PSEUDO, tr
from journal.entries import new_id
from tips.questions import Option
from tray import answers, facts, menu, messages, replies
from tray.bus.connection import DISCONNECTED_ERROR, TIMEOUT_ERROR, Reply
from tray.clock import Clock
from tray.commands.asking import Terminal, put
from tray.commands.help_text import HelpFormatter
from tray.commands.line import build_parser
from tray.desk import perform
from tray.doctor import CHECKS, examine
from tray.menu import SEPARATOR, MenuState
from tray.menu_state import today_lines
from tray.notify.wire import failure
from tray.presence.report import rows
from tray.presence.source import Answer, Fact, NotKnownError
from tray.presence.watch import SourceWatch
from tray.twitch_answers import Ask, Known, Step
from tray.twitch_form import asks

if TYPE_CHECKING:
    from collections.abc import Callable

    from tray.desk import Desk

BEGIN = "⟦"


@pytest.fixture(autouse=True)
def pseudo(speak: Callable[[str], None]) -> None:
    speak(PSEUDO)


def test_every_row_of_the_menu_is_said_in_the_language() -> None:
    rows = [row.label for row in flat(menu.rows(MenuState())) if row != SEPARATOR]
    bare = [label for label in rows if not label.startswith(BEGIN)]
    # A row that is empty, and the numbers of a scale.
    assert {label for label in bare if not label.isdigit()} == {"-"}


def test_every_button_of_a_nudge_is_said_in_the_language() -> None:
    labels = [button.label for kind in NudgeKind for button in answers.buttons(kind)]
    assert labels
    assert all(label.startswith(BEGIN) for label in labels)


def test_what_is_logged_and_told_of_the_day_is_said_in_the_language(desk: Desk) -> None:
    entry = desk.log(["coffee"], "menu")
    today = desk.today()
    notes = [
        replies.logged(entry, desk.drinks, today),
        replies.taken_back(entry, desk.drinks),
        replies.taken_back(None, desk.drinks),
        replies.keep_or_stop(NudgeKind.STRESS),
        replies.kept(NudgeKind.STRESS),
        replies.stopped(NudgeKind.STRESS),
        replies.no_more_today(),
        replies.no_window("log", ""),
        replies.no_welcome("why"),
        replies.no_backup(JournalError("title", "detail")),
        replies.no_icon("why"),
        replies.running("so"),
        replies.today(today_lines(desk)),
    ]
    assert all(note.title.startswith(BEGIN) for note in notes)
    given = ("title", "detail", "why", "so")
    assert [words for note in notes for words in hard_coded(note.body, *given)] == []
    assert all(button.label.startswith(BEGIN) for note in notes for button in note.buttons)
    assert all(line.startswith(BEGIN) for line in today_lines(desk))


@pytest.mark.parametrize(
    "words", [["alcohol", "2"], ["sleep", "6.5"], ["exercise", "30"], ["water"]]
)
def test_the_sum_of_the_day_is_said_in_the_language(desk: Desk, words: list[str]) -> None:
    desk.log(words, "menu")
    entry = desk.log(words, "menu")
    assert replies.logged(entry, desk.drinks, desk.today()).body.startswith(BEGIN)


def test_the_status_and_the_reasons_are_said_in_the_language(desk: Desk) -> None:
    status = perform(desk, messages.Pause("1h"))
    assert status["text"].startswith(BEGIN)
    assert all(hold["text"].startswith(BEGIN) for hold in status["holds"])
    for days in (0, 1, 3, 10):
        coming = facts.Next(NudgeKind.SLEEP, desk.clock.now() + dt.timedelta(days=days, minutes=1))
        assert facts.status_sentence(desk.clock, (), coming).startswith(BEGIN)


@pytest.mark.parametrize("days", [0, 1, 2])
def test_when_an_entry_was_is_said_in_the_language(desk: Desk, days: int) -> None:
    at = (desk.clock.local(desk.clock.now()) - dt.timedelta(days=days, hours=1)).isoformat()
    told = perform(desk, messages.Log(["coffee"], new_id(), at=at))["text"]
    assert told.count(BEGIN) >= 2


def test_every_question_of_the_form_is_said_in_the_language(desk: Desk) -> None:
    known = Known(
        lambda _report, _profile: False, desk.settings.profile.for_advice, None, often=True
    )
    asked = {}
    answered: dict[str, object] = {}
    questions = asks(answered, known)
    for ask in questions:
        asked[ask.key] = ask
        if ask.many:
            answered[ask.key] = [ask.options[0].value] if ask.key == "sites" else []
        elif ask.key == "since_days":
            answered[ask.key] = 12
        else:
            answered[ask.key] = ask.options[0].value if ask.options else None
    assert {"sites", "since_days", "free_text", "age_band"} <= asked.keys()
    for ask in asked.values():
        said = [ask.text, *([ask.none] if ask.none else [])]
        assert all(text.startswith(BEGIN) for text in said), said


@pytest.mark.parametrize(
    ("typed", "days"), [("12 days", 12), ("2 WEEKS ago", 14), ("3 month", 90), ("1year", 365)]
)
def test_a_time_is_understood_in_english_in_every_language(typed: str, days: int) -> None:
    ask = Ask("since_days", Step.WHERE, "When?", (Option("0", "Today"),), in_days=True)
    terminal = Terminal(lambda _prompt: typed, lambda _line: None)
    assert put(terminal, ask, can_go_back=False) == days


def test_what_is_no_time_is_answered_in_the_language() -> None:
    ask = Ask("since_days", Step.WHERE, "When?", (Option("0", "Today"),), in_days=True)
    typed, said = ["today", "12 moons"], list[str]()
    terminal = Terminal(lambda _prompt: typed.pop(), said.append)
    assert put(terminal, ask, can_go_back=False) == 0
    assert any("12 moons" in line and line.startswith(BEGIN) for line in said)


def test_the_help_is_said_in_the_language() -> None:
    parser = build_parser()
    assert parser.formatter_class is HelpFormatter
    told = parser.format_help()
    assert told.startswith(BEGIN)
    assert "run Lull in the tray" not in told


def test_the_names_of_what_the_doctor_looks_at_are_known_to_translators(desk: Desk) -> None:
    paths = desk.journal.path
    from config.paths import resolve  # noqa: PLC0415 - for this alone

    found = examine(resolve(str(paths.parent), {}), {})
    assert {finding.check for finding in found} <= set(CHECKS)


@pytest.mark.parametrize(
    "reply",
    [
        Reply("org.freedesktop.DBus.Error.ServiceUnknown", ()),
        Reply("org.freedesktop.DBus.Error.NoReply", ()),
        Reply(TIMEOUT_ERROR, ()),
        Reply(DISCONNECTED_ERROR, ()),
        Reply("4711", ("4711",)),
        Reply(None, ()),
    ],
)
def test_why_a_nudge_was_not_shown_is_said_in_the_language(reply: Reply) -> None:
    assert hard_coded(facts.unshown_text(failure(reply))) == []


def test_why_something_is_not_known_of_the_person_is_said_in_the_language(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def answers(*troubles: Exception) -> list[Answer]:
        loop = asyncio.get_running_loop()
        sources = [Silent(fact, trouble) for fact, trouble in zip(Fact, troubles, strict=True)]
        return await SourceWatch(sources, Clock(), loop, lambda: None).answers()

    refused = NotKnownError(N_("gsettings cannot be started: {reason}"), reason=tr("File exists"))
    assert str(refused) == "gsettings cannot be started: File exists"
    troubles = refused, NotKnownError(N_("it is over")), TimeoutError(), ValueError(), OSError()
    told = rows(asyncio.run(answers(*troubles)))
    kept = ("ValueError", "OSError", "logind")
    assert [words for _, text in told for words in hard_coded(text, *kept)] == []
    assert "logind could not be asked" in caplog.text


class Silent:
    """A source that knows nothing."""

    name = "logind"

    def __init__(self, fact: Fact, trouble: Exception) -> None:
        self.fact = fact
        self.trouble = trouble

    async def ask(self) -> bool:
        raise self.trouble

    def stop(self) -> None:
        """Nothing to let go of."""
