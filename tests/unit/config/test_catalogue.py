"""A compiled catalogue says what gettext itself would say, whatever becomes of its file."""

from __future__ import annotations

import gettext
import struct
import threading
import zlib
from io import FileIO
from typing import TYPE_CHECKING

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from hypothesis import given
from hypothesis import strategies as st

import config
from config.catalogue import Catalogue, read_catalogue
from config.language import ENGLISH, LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path

COUNTS = (0, 1, 2, 3, 5, 11, 12, 21, 22, 100, 101, 111, 1_000_000)
SHIPPED = sorted(set(LANGUAGES) - {ENGLISH})


def written(place: Path, *texts: tuple[str | tuple[str, str], str | tuple[str, ...], str]) -> Path:
    """Write a catalogue of texts, each with its translation and its context."""
    catalog = Catalog(locale="pl")
    for text, translation, context in texts:
        catalog.add(text, translation, context=context or None)
    with place.open("wb") as file:
        write_mo(file, catalog)
    return place


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return a catalogue of two texts."""
    return written(
        tmp_path / "pl.mo",
        ("coffee", "kawa", ""),
        (("{n} day", "{n} days"), ("{n} dzień", "{n} dni", "{n} dni"), ""),
    )


@pytest.mark.parametrize("code", SHIPPED)
def test_every_shipped_text_is_what_gettext_reads(code: str) -> None:
    [folder] = config.__path__
    place = f"{folder}/languages/{code}.mo"
    with FileIO(place) as file:
        theirs = gettext.GNUTranslations(file)  # type: ignore[arg-type] # it only calls read
    ours = Catalogue(FileIO(place))
    seen = 0
    for key, translation in theirs._catalog.items():  # type: ignore[attr-defined] # all its texts
        if isinstance(key, tuple):
            text, form = key
            if form == 0:
                for n in COUNTS:
                    assert ours.counted(text, "", n) == theirs.ngettext(text, "", n), text
        elif key:
            context, _, text = key.rpartition("\4")
            assert ours.one(text, context) == translation, key
        seen += 1
    assert seen > 2_000


def test_what_a_catalogue_does_not_have_is_missed(small: Path) -> None:
    words = read_catalogue(small)
    assert (words.one("coffee", ""), words.one("tea", "")) == ("kawa", None)
    assert words.one("coffee", "a colour") is None
    assert words.counted("{n} cup", "{n} cups", 2) is None
    assert words.one("half a letter: \ud83d", "") is None
    # What has forms and is asked for without a number is said as of one.
    assert words.one("{n} day", "") == "{n} dzień"


def test_two_texts_with_one_checksum_are_told_apart(tmp_path: Path) -> None:
    first, second = "plumless", "buckeroo"
    assert zlib.crc32(first.encode()) == zlib.crc32(second.encode())
    words = read_catalogue(written(tmp_path / "pl.mo", (first, "a", ""), (second, "b", "")))
    assert (words.one(first, ""), words.one(second, "")) == ("a", "b")
    words = read_catalogue(written(tmp_path / "pl.mo", (first, "a", "")))
    assert (words.one(first, ""), words.one(second, "")) == ("a", None)


def test_a_catalogue_of_the_other_byte_order_is_read(small: Path) -> None:
    data = small.read_bytes()
    _, _, count, ids, texts = struct.unpack_from("<5I", data)
    tables = struct.unpack_from(f"<{2 * count}I", data, ids) + struct.unpack_from(
        f"<{2 * count}I", data, texts
    )
    end = texts + 8 * count
    turned = struct.pack(f">7I{len(tables)}I", *struct.unpack_from("<7I", data), *tables)
    small.write_bytes(turned + data[end:])
    assert read_catalogue(small).one("coffee", "") == "kawa"


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"\xde\x12\x04",
        b"\xde\x12\x04\x95",
        b"no catalogue at all, but long enough for one",
        struct.pack("<7I", 0x950412DE, 0, 0xFFFFFFFF, 28, 28, 0, 28),
        struct.pack("<7I", 0x950412DE, 0, 1, 0xFFFFFFFF, 28, 0, 28),
    ],
)
def test_what_is_no_catalogue_is_refused(damage: bytes, tmp_path: Path) -> None:
    place = tmp_path / "pl.mo"
    place.write_bytes(damage)
    with pytest.raises(ValueError, match=r"catalogue|cut short|outside"):
        read_catalogue(place)


def test_an_empty_catalogue_says_nothing(tmp_path: Path) -> None:
    place = tmp_path / "pl.mo"
    place.write_bytes(struct.pack("<7I", 0x950412DE, 0, 0, 28, 28, 0, 28))
    assert read_catalogue(place).counted("{n} day", "{n} days", 2) is None


def test_without_a_rule_only_what_has_one_form_is_said(small: Path) -> None:
    small.write_bytes(small.read_bytes().replace(b"plural=", b"nothing"))
    words = read_catalogue(small)
    assert (words.one("coffee", ""), words.counted("{n} day", "", 2)) == ("kawa", None)


def test_a_rule_for_more_forms_than_there_are_is_missed(small: Path) -> None:
    small.write_bytes(small.read_bytes().replace(b"? 0 :", b"? 9 :"))
    words = read_catalogue(small)
    assert (words.counted("{n} day", "", 1), words.counted("{n} day", "", 2)) == (None, "{n} dni")


@given(st.data())
def test_one_damaged_byte_ends_nothing(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    place = written(
        tmp_path_factory.getbasetemp() / "random.mo",
        ("coffee", "kawa", ""),
        (("{n} day", "{n} days"), ("{n} dzień", "{n} dni", "{n} dni"), ""),
    )
    whole = bytearray(place.read_bytes())
    whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    place.write_bytes(whole)
    try:
        words = read_catalogue(place)
    except ValueError:
        return
    for told in (words.one("coffee", ""), words.counted("{n} day", "{n} days", 2)):
        assert told is None or isinstance(told, str)


def test_what_is_put_in_its_place_meanwhile_is_not_read(small: Path) -> None:
    words = read_catalogue(small)
    other = written(small.with_suffix(".new"), ("coffee", "herbata", ""))
    other.replace(small)
    assert words.one("coffee", "") == "kawa"


def test_of_a_file_that_is_written_over_meanwhile_nothing_is_half_said(tmp_path: Path) -> None:
    told = ("apples", "jabłka", ""), ("wait", "nie czekaj", "")
    place = written(tmp_path / "pl.mo", *told)
    words = read_catalogue(place)
    # The text that is asked for stands where it stood, and its translation two letters further on.
    longer = written(tmp_path / "new.mo", ("apples", "jabłka i", ""), told[1])
    place.write_bytes(longer.read_bytes())
    assert words.one("wait", "") is None
    assert read_catalogue(place).one("wait", "") == "nie czekaj"


def test_of_a_file_that_is_cut_short_meanwhile_nothing_is_half_said(small: Path) -> None:
    words = read_catalogue(small)
    assert words.one("coffee", "") == "kawa"
    said = set()
    for length in range(small.stat().st_size - 1, 0, -1):
        with small.open("r+b") as file:
            file.truncate(length)
        words._forms.cache_clear()
        said.add(words.one("coffee", ""))
    assert said == {None}


def test_a_file_that_cannot_be_read_any_more_is_told_of(
    small: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = FileIO(small)
    words = Catalogue(file)
    file.close()
    assert (words.one("coffee", ""), words.one("{n} day", "")) == (None, None)
    assert caplog.messages == ["a translation cannot be read: ValueError"]


def test_threads_ask_at_the_same_time(small: Path) -> None:
    words = read_catalogue(small)
    words._forms = words._read_forms  # type: ignore[assignment] # each time from the file
    wrong: list[object] = []

    def ask() -> None:
        for _ in range(300):
            told = (words.one("coffee", ""), words.counted("{n} day", "", 1))
            if told != ("kawa", "{n} dzień"):
                wrong.append(told)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
