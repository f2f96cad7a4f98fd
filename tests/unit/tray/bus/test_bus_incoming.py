"""Bytes from the bus become messages; one that is bad costs itself alone."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jeepney import DBusAddress, new_method_call

from tray.bus.incoming import MOST_BYTES, Incoming

ADDRESS = DBusAddress("/test", ":1.1", "test.Interface")


def written(member: str, signature: str = "s", *body: Any) -> bytes:  # noqa: ANN401 - of any type
    message = new_method_call(ADDRESS, member, signature, body or ("word",))
    data: bytes = message.serialise(7)
    return data


# A descriptor that does not come with the message: the bus delivers it.
NO_DESCRIPTOR = written("Bad", "u", 0).replace(b"\x01u\x00", b"\x01h\x00")
TOO_LONG = written("Long", "ay", bytes(MOST_BYTES))


def taken(incoming: Incoming, *parts: bytes) -> list[tuple[Any, ...]]:
    return [message.body for part in parts for message in incoming.messages(part)]


@given(
    st.lists(st.sampled_from([written("A"), NO_DESCRIPTOR, written("B")]), max_size=5), st.data()
)
def test_messages_are_whole_wherever_the_bytes_are_cut(
    sent: list[bytes], data: st.DataObject
) -> None:
    stream = b"".join(sent)
    cuts = data.draw(st.lists(st.integers(0, len(stream)), max_size=6).map(sorted))
    parts = [stream[start:end] for start, end in itertools.pairwise([0, *cuts, len(stream)])]
    good = [each for each in sent if each != NO_DESCRIPTOR]
    assert taken(Incoming(), *parts) == [("word",)] * len(good)


@pytest.mark.parametrize("piece", [16, 1000, 65536, 10**9])
def test_a_message_that_is_too_long_is_passed_over_without_being_kept(piece: int) -> None:
    incoming = Incoming()
    stream = written("A") + TOO_LONG + TOO_LONG + written("B")
    bodies = []
    for start in range(0, len(stream), piece):
        bodies += taken(incoming, stream[start : start + piece])
        assert len(incoming._buffer) <= max(len(written("A")), 16)
    assert bodies == [("word",), ("word",)]


def test_a_bus_that_talks_nonsense_is_none() -> None:
    with pytest.raises(KeyError):
        taken(Incoming(), b"GET / HTTP/1.1\r\n\r\n")


@given(st.binary(max_size=80), st.integers(0, 100))
def test_whatever_stands_in_a_message_the_next_one_is_read(junk: bytes, at: int) -> None:
    # The sizes stay as they are: they are what the bus vouches for.
    whole = bytearray(written("A", "sas", "word", ["x" * 100]))
    at = 16 + at % (len(whole) - 16)
    whole[at : at + len(junk)] = junk[: len(whole) - at]
    assert taken(Incoming(), bytes(whole) + written("B"))[-1] == ("word",)
