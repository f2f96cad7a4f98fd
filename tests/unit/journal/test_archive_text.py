"""An export as text: laid out in any way, cut anywhere, and refused with the line."""

from __future__ import annotations

import itertools
import json
import re
from typing import TYPE_CHECKING

import pytest
from hard_coded import beside, hard_coded
from hypothesis import given
from hypothesis import strategies as st

from config.errors import InputError
from config.language import PSEUDO
from journal.archive_text import MAX_VALUE_CHARACTERS, decoded, read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


from archive_parts import (
    ENTRY,
    HEAD,
    HOLD,
    NUDGE,
    STATE,
    TWITCH,
    take_in,
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1: not JSON"),
        ("[]", "line 1: not JSON: expected '{'"),
        ("{}", "format and version: missing"),
        ('{"format": "lull-journal"}', "format and version: missing"),
        ('{"format": "other", "version": 1}', "this is no journal of Lull"),
        ('{"format": "lull-journal",\n"version": 2}', "line 2: version: 2 was written by a newer"),
        ('{"format": "lull-journal", "version": true}', "expected a whole number"),
        ('{"format": "lull-journal", "version": 0}', "expected a whole number"),
        ('{"entries": []}', "must stand before everything else"),
        (f'{HEAD}, "moods": []}}', "moods: there is no such field"),
        (f'{HEAD}, "version": 1}}', "version: stands twice"),
        (f'{HEAD}, "entries": {{}}}}', "expected '['"),
        (f'{HEAD}, "state": [{json.dumps(STATE)},]}}', "line 1: not JSON"),
        (f'{HEAD}, "entries": [1 2]}}', "line 1: entries: expected an object"),
        (f'{HEAD}, "entries": [', "line 1: not JSON"),
        (f'{HEAD}, "entries": [{{"id": 1, "id": 2}}]}}', "id: stands twice"),
        (f'{HEAD}, "entries": [NaN]}}', "NaN is no number"),
        (f'{HEAD}, "entries": [{"[" * 100_000}', "nested too deeply"),
        (f'{HEAD}, "entries": [{"9" * 5000}]}}', "line 1: "),
        (f"{HEAD}, 7: 1}}", "expected a name in quotes"),
        (f"{HEAD}}}\n\n{{", "line 3: there is something after its end"),
    ],
)
def test_a_file_that_is_no_export_is_refused_with_the_line(
    text: str, said: str, tmp_path: Path, speak: Callable[[str], None]
) -> None:
    with pytest.raises(InputError) as caught:
        take_in(tmp_path / "a", text)
    assert said in caught.value.detail
    assert caught.value.detail.startswith("line ")
    speak(PSEUDO)
    with pytest.raises(InputError) as caught:
        take_in(tmp_path / "b", text)
    assert hard_coded(caught.value.title) == []
    assert beside(caught.value.detail, text, HEAD, "entries") == set()


@given(cuts=st.lists(st.integers(0, 3000), max_size=30), laid_out=st.sampled_from([None, 0, 4]))
def test_it_does_not_matter_where_a_file_is_cut(cuts: list[int], laid_out: int | None) -> None:
    again = TWITCH | {"id": "z", "item": "again", "twitch": None, "again": "t"}
    whole = {
        "format": "lull-journal",
        "version": 1,
        "entries": [
            ENTRY | {"note": '\N{GREEK SMALL LETTER ALPHA}\\"'},
            TWITCH | {"id": "t"},
            again,
        ],
        "nudges": [NUDGE],
        "holds": [HOLD],
        "state": [STATE],
    }
    text = json.dumps(whole, indent=laid_out, ensure_ascii=False) + "\r\n "
    ends = sorted({0, *(cut % (len(text) + 1) for cut in cuts), len(text)})
    pieces = [text[start:end] for start, end in itertools.pairwise(ends)]
    assert list(read_text(pieces)) == list(read_text([text]))
    data = text.encode()
    inside = [data[start:end] for start, end in itertools.pairwise([*ends[:-1], len(data)])]
    assert "".join(decoded(inside)) == text


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(1, 4))
def test_a_number_that_is_cut_anywhere_is_read_whole(number: float, size: int) -> None:
    text = f'{HEAD}, "entries": [{json.dumps(ENTRY | {"amount": number})}]}}'
    pieces = [text[start : start + size] for start in range(0, len(text), size)]
    try:
        expected = list(read_text([text]))
    except InputError as error:
        with pytest.raises(InputError, match=re.escape(error.detail)):
            list(read_text(pieces))
    else:
        assert list(read_text(pieces)) == expected


def test_the_line_of_a_refusal_is_the_one_in_the_whole_file() -> None:
    text = f'{HEAD},\n"entries": [\n{json.dumps(ENTRY)},\r\n{json.dumps(ENTRY | {"amount": -1})}]}}'
    for size in (1, 7, 1000):
        pieces = [text[start : start + size] for start in range(0, len(text), size)]
        with pytest.raises(InputError, match="line 4: entries: amount"):
            list(read_text(pieces))
    cut = f'{HEAD},\n"entries": [\n\n{{"id":\n!'
    for size in (1, 7, 1000):
        pieces = [cut[start : start + size] for start in range(0, len(cut), size)]
        with pytest.raises(InputError, match="line 5: not JSON: Expecting value"):
            list(read_text(pieces))


def test_a_value_without_an_end_is_not_read_for_ever() -> None:
    read = 0

    def endless() -> Iterator[str]:
        nonlocal read
        yield f'{HEAD}, "entries": ["'
        while True:
            read += 1
            yield "x" * 1024 * 1024

    with pytest.raises(InputError, match="not JSON: Unterminated string"):
        list(read_text(endless()))
    assert read <= MAX_VALUE_CHARACTERS / 1024 / 1024 + 2


def test_a_byte_order_mark_is_left_out() -> None:
    data = b"\xef\xbb\xbf" + f'{HEAD}, "state": []}}'.encode()
    assert list(read_text(decoded([data[:1], data[1:]]))) == []


@pytest.mark.parametrize(
    ("data", "line"),
    [(b"{\n\xff", 2), (b"\n\n\xc3", 3), ('{"a": "\N{EURO SIGN}"}'.encode("utf-16"), 1)],
)
def test_bytes_that_are_no_utf_8_are_refused_with_their_line(data: bytes, line: int) -> None:
    for size in (1, 100):
        pieces = [data[start : start + size] for start in range(0, len(data), size)]
        with pytest.raises(InputError, match=f"line {line}: not UTF-8"):
            list(decoded(pieces))


def test_a_file_of_any_size_is_not_read_beyond_its_limit() -> None:
    with pytest.raises(InputError, match="it is larger than 1000 bytes"):
        list(decoded(itertools.repeat(b" " * 100), most=1000))
