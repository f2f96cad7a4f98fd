"""A fuzzer that damages the journal and the settings, and looks at what Lull makes of them.

Nothing may end in anything but an error in plain words, nothing may be lost in silence: whatever
was damaged stands byte by byte beside the journal that was made anew, or is still in its place.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import random
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from config.errors import JournalDamageError, JournalError
from config.paths import Paths, make_folders, resolve
from config.settings import template_text
from journal.archive import Archive
from journal.archive_records import PARTS
from journal.backup import back_up, folder_of
from journal.condition import trouble
from journal.connection import connect
from journal.entries import Entry, EntryKind, new_id
from journal.rescue import mend
from journal.store import Journal
from journal.twitches import TwitchRecord
from tests.faults.figures import Row
from tray.settings_watch import load_or_last_good

if TYPE_CHECKING:
    from collections.abc import Iterable

    from journal.condition import Rescued

_NOON = dt.datetime(2026, 3, 10, 12, 0, tzinfo=dt.UTC)
_DAY = dt.timedelta(days=1)
_PAGE = 4096
_IN_THE_FILE = 60
_IN_ITS_END = 10


def _flip_bits(chance: random.Random, data: bytearray) -> None:
    for _ in range(chance.choice((1, 1, 3, 30))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _flip_bits_of_the_first_page(chance: random.Random, data: bytearray) -> None:
    for _ in range(chance.choice((1, 2, 8))):
        data[chance.randrange(min(len(data), 120))] ^= 1 << chance.randrange(8)


def _overwrite(chance: random.Random, data: bytearray) -> None:
    at, length = chance.randrange(len(data)), chance.choice((1, 16, 512, _PAGE, 3 * _PAGE))
    end = min(len(data), at + length)
    what = chance.choice((bytes(end - at), b"\xff" * (end - at), chance.randbytes(end - at)))
    data[at:end] = what


def _lose_a_page(chance: random.Random, data: bytearray) -> None:
    page = chance.randrange(len(data) // _PAGE or 1) * _PAGE
    data[page : page + _PAGE] = chance.choice((bytes(_PAGE), chance.randbytes(_PAGE)))


def _exchange_pages(chance: random.Random, data: bytearray) -> None:
    one, other = (chance.randrange(len(data) // _PAGE or 1) * _PAGE for _ in range(2))
    first, second = data[one : one + _PAGE], data[other : other + _PAGE]
    data[one : one + _PAGE], data[other : other + _PAGE] = second, first


def _cut(chance: random.Random, data: bytearray) -> None:
    del data[chance.randrange(len(data)) :]


def _cut_at_a_page(chance: random.Random, data: bytearray) -> None:
    del data[chance.randrange(len(data) // _PAGE + 1) * _PAGE :]


def _take_out(chance: random.Random, data: bytearray) -> None:
    at = chance.randrange(len(data))
    del data[at : at + chance.choice((1, 7, _PAGE))]


def _put_in(chance: random.Random, data: bytearray) -> None:
    at = chance.randrange(len(data))
    data[at:at] = chance.randbytes(chance.choice((1, 7, _PAGE)))


def _empty(_: random.Random, data: bytearray) -> None:
    data.clear()


def _replace(chance: random.Random, data: bytearray) -> None:
    data[:] = chance.choice((b"Dear diary, ", b"\0", b"PK\x03\x04", b"SQLite format 3\0")) * 500


_MUTATIONS = (
    *(_flip_bits, _flip_bits, _flip_bits_of_the_first_page, _overwrite, _overwrite),
    *(_lose_a_page, _lose_a_page, _exchange_pages, _cut, _cut_at_a_page, _take_out, _put_in),
)
_SELDOM = (_empty, _replace)


def _mutated(chance: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    mutate = chance.choice(_SELDOM if chance.random() < 0.05 else _MUTATIONS)
    mutate(chance, changed)
    return bytes(changed)


class _Original:
    """A journal in which entries stand in the file, in its end beside it, and in a copy."""

    def __init__(self, folder: Path) -> None:
        path = folder / "data" / "journal.sqlite3"
        with Journal.open(path, lambda: _NOON) as journal:
            journal.add_many(_entry(number) for number in range(_IN_THE_FILE))
            report = {"sites": ["calf"], "since_days": 3}
            twitch = TwitchRecord(
                new_id(), _NOON, report, "self_care", ("SC",), advice_shown=True, note="mine"
            )
            journal.add_twitch(twitch)
            journal.add_tally(twitch.id, _NOON + _DAY, tally_id=new_id())
            journal.set_state("pause", "until then")
        back_up(path, _NOON.date())
        self.copies = folder_of(path)
        self.copied = _ids(path)
        with Journal.open(path, lambda: _NOON) as journal:
            journal.add_many(_entry(number) for number in range(100, 100 + _IN_ITS_END))
            self.ids = _ids(path)
            # As a kill leaves it: closed, SQLite would write the end into the file.
            self.end = path.with_name(f"{path.name}-wal").read_bytes()
            self.file = path.read_bytes()
        self.whole = path.read_bytes()


def _entry(number: int) -> Entry:
    return Entry(new_id(), EntryKind.SLEEP, _NOON, "", 7.5, note=f"slept {number} " * 20)


def _ids(path: Path) -> list[str]:
    with contextlib.closing(connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT id FROM entries NOT INDEXED")]


def damage_the_journal(folder: Path, times: int, seed: int, *, copy: bool) -> Row:
    """Damage the journal and have it made anew.

    Args:
        folder: An empty folder.
        times: How often.
        seed: Another one damages otherwise.
        copy: Whether there is a copy beside it, of before the last entries.
    """
    row = Row(f"journal damaged, {'with' if copy else 'without'} a copy")
    chance = random.Random(seed)  # noqa: S311 - damage, not secrets
    original = _Original(folder / "original")
    noticed = readable = of = newer = nothing = 0
    for number in range(times):
        place = folder / str(number) / "journal.sqlite3"
        place.parent.mkdir()
        if copy:
            shutil.copytree(original.copies, folder_of(place))
        ended = chance.random() < 0.3
        place.write_bytes(_mutated(chance, original.file if ended else original.whole))
        if ended:
            end = original.end if chance.random() < 0.5 else _mutated(chance, original.end)
            place.with_name(f"{place.name}-wal").write_bytes(end)
        damaged = place.read_bytes()
        row.tried += 1
        told: Rescued | JournalError | None
        try:
            told = mend(place, _NOON)
        except JournalError as error:
            # Bits of the version make it that of a newer Lull, which is left as it is.
            told = error
        where = f"seed {seed}, number {number}: {told}"
        if isinstance(told, JournalError):
            assert "newer than this Lull" in told.title, where
            assert place.read_bytes() == damaged, where
            newer += 1
            row.survived += 1
            shutil.rmtree(place.parent)
            continue
        if told is not None:
            assert not told.aside or Path(told.aside).read_bytes() == damaged
        told = _use(place) or told
        noticed += told is not None
        kept = _ids(place)
        # Of what was made anew without a copy, no more can be asked for than can be read.
        emptied = told is None and len(damaged) <= 1
        nothing += emptied
        row.count(() if emptied or (told is not None and not copy) else original.copied, kept)
        if not copy and told is not None:
            of += len(original.ids)
            readable += len(set(original.ids) & set(kept))
        row.survived += 1
        shutil.rmtree(place.parent)
    row.remarks.append(f"set aside and made anew {noticed:,}, left to a newer Lull {newer:,}")
    if not copy:
        row.remarks.append(f"read from the damaged file alone: {readable:,} of {of:,} entries")
        row.remarks.append(f"emptied to the last byte, and so like a new one: {nothing:,}")
    return row


def _use(path: Path) -> Rescued | None:
    """Log something, read everything, copy it: no error, or one that is mended as Lull does it."""
    assert trouble(path) == ""
    try:
        _log_and_read(path)
        # Made a few seconds after a start, and compares every index.
        back_up(path, _NOON.date() + _DAY)
    except JournalDamageError:
        mended = mend(path, _NOON, deep=True)
        _log_and_read(path)
        back_up(path, _NOON.date() + _DAY)
        return mended
    return None


def _log_and_read(path: Path) -> None:
    with Journal.open(path, lambda: _NOON) as journal:
        journal.add(_entry(999))
        journal.set_state("pause", None)
    _read(path)


def _read(path: Path) -> None:
    with Archive.open(path, lambda: _NOON) as archive:
        for part in PARTS:
            for _ in archive.records(part):
                pass


def damage_the_settings(folder: Path, times: int, seed: int) -> Row:
    """Damage the settings, or the copy of the last good ones, or both, and start with them."""
    row = Row("settings damaged")
    chance = random.Random(seed)  # noqa: S311 - damage, not secrets
    log = logging.getLogger("tray.settings_watch")
    before = log.level
    log.setLevel(logging.ERROR)
    try:
        _damage_settings_in(folder, times, chance, row)
    finally:
        log.setLevel(before)
    return row


def _damage_settings_in(folder: Path, times: int, chance: random.Random, row: Row) -> None:
    paths = resolve(str(folder), {})
    make_folders(paths)
    good = template_text().replace("[limits]", "[limits]\nnudges_per_day = 3").encode()
    refused = 0
    for _ in range(times):
        paths.settings.write_bytes(good)
        load_or_last_good(paths)
        for file in chance.choice(_settings_files(paths)):
            file.write_bytes(_mutated(chance, good))
        before = paths.settings.read_bytes()
        _, error = load_or_last_good(paths)
        row.tried += 1
        row.survived += paths.settings.read_bytes() == before
        refused += error is not None
    row.remarks.append(f"refused, with the last good ones or the defaults in use: {refused:,}")


def _settings_files(paths: Paths) -> tuple[Iterable[Path], ...]:
    file, kept = paths.settings, paths.last_good_settings
    return (file,), (file,), (kept,), (file, kept)
