from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.errors import DesktopError, InputError, JournalError, LullError, SettingsError
from config.kinds import NudgeKind, Window
from tray import messages

AN_ID = "0123456789abcdef" * 2

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=100)
requests = st.one_of(
    st.just(messages.Status()),
    st.just(messages.Today()),
    st.just(messages.Resume()),
    st.just(messages.Undo()),
    st.just(messages.Breathe()),
    st.just(messages.Hello()),
    st.builds(messages.Open, st.sampled_from(Window), words),
    st.just(messages.Quit()),
    st.builds(messages.Pause, words),
    st.builds(messages.Nudge, st.sampled_from(NudgeKind)),
    st.builds(
        messages.Log,
        st.lists(words, min_size=1, max_size=2),
        st.text("0123456789abcdef", min_size=32, max_size=32),
        st.none() | words,
    ),
)


@given(requests)
def test_a_request_is_read_as_it_was_said_and_is_one_line(request: messages.Request) -> None:
    line = messages.encode(request)
    assert messages.decode_request(line) == request
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert len(line) < messages.MAX_BYTES


@given(st.binary(max_size=300))
def test_random_bytes_are_refused_in_one_printable_line(line: bytes) -> None:
    with pytest.raises(InputError) as raised:
        messages.decode_request(line)
    assert raised.value.title == "Lull does not know what it was asked"
    assert raised.value.detail.isprintable()


@given(
    st.dictionaries(
        st.sampled_from(["command", "until", "words", "id", "kind", "at", "source", "x"]),
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats()
        | st.lists(st.text(max_size=3), max_size=3)
        | st.sampled_from(["pause", "log", "nudge", "status", AN_ID, "hydration", "x" * 101]),
    )
)
def test_whatever_is_read_is_a_request_or_refused(fields: dict[str, object]) -> None:
    try:
        request = messages.decode_request(json.dumps(fields).encode())
    except InputError:
        return
    # Nothing that is not understood was left out in silence.
    assert set(fields) <= {"command", *type(request).__struct_fields__}


@pytest.mark.parametrize(
    "fields",
    [
        {"command": "pause", "until": "x" * 101},
        {"command": "pause", "until": 5},
        {"command": "pause", "until": "1h", "x": 1},
        {"command": "nudge", "kind": "hiccups"},
        {"command": "log", "words": [], "id": AN_ID},
        {"command": "log", "words": ["a", "b", "c"], "id": AN_ID},
        {"command": "log", "words": ["a"], "id": AN_ID[:-1]},
        {"command": "log", "words": ["a"], "id": f"{AN_ID}0"},
        {"command": "log", "words": ["a"], "id": f"{AN_ID}\n"},
        {"command": "log", "words": ["a"], "id": AN_ID.upper()},
        {"command": "log", "words": ["a"], "id": AN_ID, "source": "menu"},
        {"command": "log", "words": ["a"], "id": AN_ID, "source": "command\n"},
        {"command": "x" * 60_000},
    ],
)
def test_a_field_out_of_range_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(InputError) as raised:
        messages.decode_request(json.dumps(fields).encode())
    assert len(raised.value.detail) <= 300


@pytest.mark.parametrize("line", [b"", b"\xff\n", b"[]\n", b"{}\n", b'{"ok":"yes"}\n', b"[" * 9999])
def test_an_answer_that_is_none_is_a_fault_and_no_bad_input(line: bytes) -> None:
    with pytest.raises(DesktopError) as raised:
        messages.decode_reply(line)
    assert raised.value.exit_code == 1


@pytest.mark.parametrize(
    ("error", "family"),
    [
        (InputError("What", "where"), InputError),
        (SettingsError("What", "where"), InputError),
        (JournalError("What", "where"), messages.RemoteError),
        (DesktopError("What", "where"), messages.RemoteError),
    ],
)
def test_an_error_passes_the_socket_with_its_texts_and_its_exit_status(
    error: LullError, family: type[LullError]
) -> None:
    reply = messages.decode_reply(messages.encode(messages.refusal(error)))
    received = messages.error_from(reply)
    assert type(received) is family
    assert (received.title, received.detail) == (error.title, error.detail)
    assert received.exit_code == error.exit_code


def test_a_result_passes_the_socket() -> None:
    reply = messages.Reply(ok=True, result={"water_ml": 250, "next": None})
    assert messages.decode_reply(messages.encode(reply)) == reply
