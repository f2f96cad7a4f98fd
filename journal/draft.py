"""Half-filled log forms, kept from the first answer on, so that a kill loses nothing.

Each form has a file of its own, named after the id that its entry will get: a form that is begun
while another one is left half-filled takes nothing away from it, be it in a window or a terminal.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import json
import logging
import re
from typing import TYPE_CHECKING, Any

from config.errors import JournalError
from config.foreign_words import reason_of
from config.language import tr
from config.paths import make_folder, write_private

if TYPE_CHECKING:
    from pathlib import Path

_log = logging.getLogger(__name__)

MAX_BYTES = 256 * 1024
"""A draft is a few kilobytes; anything beyond this is something else."""
_VERSION = 1
_NAME = re.compile(r"draft-([0-9a-f]{32})\.json")
"""The ids of `journal.entries.new_id`; any other file is not a draft of ours."""


@dataclasses.dataclass(frozen=True, slots=True)
class Draft:
    """What was answered before the form was left.

    Attributes:
        id: The id that the entry will get.
        step: How far the person had come: ``where``, ``signs`` or ``advice``.
        data: The answers so far, as plain JSON values.
        saved_at: When it was kept last; aware, UTC.
    """

    id: str
    step: str
    data: dict[str, Any]
    saved_at: dt.datetime


def draft_path(folder: Path, draft_id: str) -> Path:
    """Where the draft of an entry to come stands."""
    return folder / f"draft-{draft_id}.json"


def save_draft(
    folder: Path, draft_id: str, step: str, data: dict[str, Any], now: dt.datetime | None = None
) -> None:
    """Keep the answers so far; on the disk, whole, for the owner alone, when this returns.

    Args:
        folder: The folder of the journal; made if it is missing.
        draft_id: See `Draft`; an earlier draft of this id is replaced, and no other.
        step: See `Draft`.
        data: See `Draft`.
        now: The present, aware; the system's clock if None.

    Raises:
        JournalError: It could not be kept; the earlier draft is untouched.
    """
    saved_at = (now or dt.datetime.now(dt.UTC)).astimezone(dt.UTC)
    whole = {
        "version": _VERSION,
        "step": step,
        "saved_at": saved_at.isoformat(timespec="seconds"),
        "data": data,
    }
    try:
        encoded = json.dumps(whole, ensure_ascii=False, allow_nan=False).encode()
        make_folder(folder)
        write_private(draft_path(folder, draft_id), encoded, follow=False)
    except OSError as error:
        raise JournalError(tr("The answers so far cannot be kept"), reason_of(error)) from error
    except (TypeError, ValueError, RecursionError) as error:
        detail = tr("they hold something that is no plain text or number")
        raise JournalError(tr("The answers so far cannot be kept"), detail) from error


def load_drafts(folder: Path) -> tuple[Draft, ...]:
    """Give the answers that were kept, the newest first.

    A draft is a convenience: one that is damaged is left out rather than in the way.
    """
    drafts = [draft for path in folder.glob("draft-*.json") if (draft := _read(path)) is not None]
    return tuple(sorted(drafts, key=lambda draft: (draft.saved_at, draft.id), reverse=True))


def _read(path: Path) -> Draft | None:
    named = _NAME.fullmatch(path.name)
    # A pipe in its place would be waited for without end, and a link leads to somebody else's.
    if named is None or path.is_fifo() or path.is_symlink():
        return None
    try:
        with path.open("rb") as file:
            encoded = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return None  # taken away since the folder was read
    except OSError as error:
        _log.warning("a draft cannot be read: %s", error.strerror)
        return None
    try:
        return _draft(named[1], encoded)
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        # The kind alone: the draft holds what a person told about their health.
        _log.warning("a draft is damaged and left out: %s", type(error).__name__)
        return None


def _draft(draft_id: str, encoded: bytes) -> Draft:
    if len(encoded) > MAX_BYTES:
        raise ValueError
    whole = json.loads(encoded)
    step, data = whole["step"], whole["data"]
    if whole["version"] != _VERSION or not isinstance(step, str) or not isinstance(data, dict):
        raise ValueError
    saved_at = dt.datetime.fromisoformat(whole["saved_at"]).astimezone(dt.UTC)
    return Draft(draft_id, step, data, saved_at)


def clear_draft(folder: Path, draft_id: str) -> None:
    """Forget the answers; nothing happens if there are none.

    Raises:
        JournalError: They could not be taken away.
    """
    try:
        with contextlib.suppress(FileNotFoundError):
            draft_path(folder, draft_id).unlink()
    except OSError as error:
        raise JournalError(
            tr("The answers so far cannot be taken away"), reason_of(error)
        ) from error
