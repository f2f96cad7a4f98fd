"""One question in a terminal: by number, by name, left open, or back."""

from __future__ import annotations

import pytest
from typed import Typed

from tips.questions import Option, options
from tray.commands.asking import BACK, MAX_WORDS, Terminal, put
from tray.twitch_answers import Ask, Step

SITES = Ask("sites", Step.WHERE, "Where is it?", options("sites"), many=True)
KIND = Ask("kind", Step.WHERE, "What is it like?", options("kinds"))
BOUT = Ask("bout", Step.WHERE, "How long?", options("bout"), optional=True)
SINCE = Ask("since_days", Step.WHERE, "Since when?", options("since"), in_days=True)
SIGNS = Ask(
    "core",
    Step.SIGNS,
    "Any of these?",
    (Option("weakness", "Is something weak?"), Option("wasting", "Is something smaller?")),
    many=True,
    none="None of these",
    can_skip=True,
)
WORDS = Ask("free_text", Step.SIGNS, "Anything else?", optional=True)


def answer(ask: Ask, *lines: str, can_go_back: bool = True) -> object:
    terminal = Typed(*lines)
    reply = put(terminal, ask, can_go_back=can_go_back)
    assert terminal.left == []
    return reply


# -- what is understood


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1", "flicker"),
        ("  3 ", "jerk"),
        ("03", "jerk"),
        ("jerk", "jerk"),
        ("JERK", "jerk"),
        ("flicker or twitch", "flicker"),
        ("twitch", "flicker"),
        ("Steady", "rhythmic_shake"),
        ("rhythmic shake", "rhythmic_shake"),
        ("rhythmic_shake", "rhythmic_shake"),
        ("not sure", "unsure"),
        ("jolt  when falling\tasleep", "sleep_jerk"),
    ],
)
def test_one_is_chosen_by_number_or_by_name(typed: str, value: str) -> None:
    assert answer(KIND, typed) == value


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("1", ["eyelid"]),
        ("1, 7", ["eyelid", "hand"]),
        ("7,1,7", ["hand", "eyelid"]),
        ("1 7", ["eyelid", "hand"]),
        ("eyelid and hand", ["eyelid", "hand"]),
        ("calf; thigh", ["calf", "thigh"]),
        ("Face, other than the eyelid", ["face_other"]),
        ("belly", ["abdomen"]),
        ("all over", ["all_over"]),
        ("back", ["chest_back"]),
    ],
)
def test_several_are_chosen_with_commas_between(typed: str, values: list[str]) -> None:
    assert answer(SITES, typed) == values


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("1", 0),
        ("today", 0),
        ("4", 7),
        ("12 days", 12),
        ("1 day", 1),
        ("3 weeks ago", 21),
        ("2 Months", 60),
        ("1 year", 365),
        ("99999 years", 36_500),
        ("longer", 1000),
    ],
)
def test_a_time_is_chosen_or_told_in_days(typed: str, days: int) -> None:
    assert answer(SINCE, typed) == days


def test_none_is_said_on_purpose_and_never_by_enter() -> None:
    for word in ("0", "none", "None of these", "NONE OF THESE"):
        assert answer(SIGNS, word) == []
    terminal = Typed("", "skip")
    assert put(terminal, SIGNS, can_go_back=True) is None
    assert "Please choose one of the numbers." in terminal.text


def test_enter_leaves_only_an_optional_question_open() -> None:
    assert answer(BOUT, "") is None
    assert answer(WORDS, "") is None
    terminal = Typed("", "1")
    assert put(terminal, KIND, can_go_back=False) == "flicker"
    assert "Please choose" in terminal.text
    terminal = Typed("", "word")
    assert put(terminal, Ask("w", Step.SIGNS, "A word?"), can_go_back=False) == "word"
    assert "Please type a word." in terminal.text


def test_words_of_ones_own_are_taken_as_they_are_up_to_their_limit() -> None:
    assert answer(WORDS, " after  the gym, 3 days ") == "after the gym, 3 days"
    assert answer(WORDS, "x" * 5000) == "x" * MAX_WORDS


def test_b_goes_back_where_there_is_something_before() -> None:
    assert answer(KIND, "b") is BACK
    assert answer(SITES, "B") is BACK
    assert answer(WORDS, "b") is BACK
    terminal = Typed("b", "1")
    assert put(terminal, KIND, can_go_back=False) == "flicker"
    assert '"b" is none of these.' in terminal.text


# -- what is not


@pytest.mark.parametrize(
    ("ask", "typed", "says"),
    [
        (KIND, "9", "There is no 9. Please choose from 1 to 8."),
        (KIND, "0", "There is no 0."),
        (KIND, "9" * 5000, "There is no 999999999."),
        (KIND, "1, 2", '"1, 2" is none of these.'),
        (KIND, "jirk", "Did you mean 3, Jerk?"),
        (KIND, "xyz", '"xyz" is none of these.'),
        (KIND, "j", "Which one: 3, Jerk or 7, Jolt when falling asleep?"),
        (KIND, "\N{SUPERSCRIPT TWO}", "none of these"),
        (SITES, "1, 99", "There is no 99."),
        (SITES, "eyelid, nose", '"nose" is none of these.'),
        (SITES, ",", '"," is none of these.'),
        (SITES, "none", '"none" is none of these.'),
        (SINCE, "12 moons", '"12 moons" is none of these.'),
        (SINCE, "-3 days", "none of these"),
        (SIGNS, "maybe", "none of these"),
        (KIND, "x" * 500, f'"{"x" * 40}" is none of these.'),
    ],
)
def test_a_slip_is_told_and_asked_again(ask: Ask, typed: str, says: str) -> None:
    terminal = Typed(typed, "1")
    put(terminal, ask, can_go_back=True)
    assert says in terminal.text


def test_the_end_of_the_terminal_is_not_an_answer() -> None:
    with pytest.raises(EOFError):
        put(Typed(), KIND, can_go_back=False)
    with pytest.raises(KeyboardInterrupt):
        put(Typed(KeyboardInterrupt), KIND, can_go_back=False)


# -- what is printed


def test_a_question_is_one_line_and_each_answer_another() -> None:
    terminal = Typed("1")
    put(terminal, SIGNS, can_go_back=True)
    assert terminal.printed == [
        "",
        "Any of these?",
        " 1. Is something weak?",
        " 2. Is something smaller?",
        " 0. None of these",
    ]
    assert terminal.prompts == [
        "Numbers, with commas between (skip to leave them open, b to go back): "
    ]


def test_help_stands_behind_its_answer() -> None:
    terminal = Typed("1")
    put(terminal, KIND, can_go_back=False)
    assert terminal.printed[2] == (
        " 1. Flicker or twitch. Small, under the skin. It does not move a joint."
    )
    assert terminal.prompts == ["Number: "]


def test_lines_break_between_words_in_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    printed: list[str] = []
    terminal = Terminal(lambda _: "", printed.append)
    terminal.say(" 1. Flicker or twitch. Small, under the skin.", "  ")
    assert printed == [" 1. Flicker or twitch. Small,\n  under the skin."]
    monkeypatch.setenv("COLUMNS", "1")
    terminal.say("unbreakable-words-stay-whole-here")
    assert printed[1] == "unbreakable-words-stay-whole-here"


def test_nothing_but_plain_text_is_printed() -> None:
    terminal = Typed("xyz", "1")
    put(terminal, SITES, can_go_back=True)
    assert all(line.replace("\n", " ").isprintable() for line in terminal.printed)
