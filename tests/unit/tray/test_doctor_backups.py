"""What ``lull doctor`` says of the newest copy of the journal."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from config.paths import resolve
from journal.backup import back_up
from journal.store import Journal
from tray import doctor

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("spoilt", [b"", b"garbage!", b"\0" * 4096])
def test_a_copy_that_cannot_be_read_is_found_with_what_makes_another(
    tmp_path: Path, spoilt: bytes
) -> None:
    paths = resolve(str(tmp_path), {})
    Journal.open(paths.journal).close()
    copy = back_up(paths.journal, dt.datetime.now().astimezone().date())
    assert copy is not None
    named = f"the last one is {copy.name}"
    assert doctor._backups(paths) == doctor.Finding("Backups", ok=True, detail=named)
    whole = copy.path.read_bytes()
    copy.path.write_bytes(spoilt + whole[len(spoilt) :] if spoilt else b"")
    told = f"the last one, {copy.name}, cannot be read; lull backup now makes another, or says why"
    assert doctor._backups(paths) == doctor.Finding("Backups", ok=False, detail=f"{told} not")
