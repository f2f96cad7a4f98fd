"""The half-filled log form, kept from the first answer on, so that a kill loses nothing."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import json
import logging
from typing import TYPE_CHECKING, Any

from config.errors import JournalError
from config.paths import make_folder, write_private

if TYPE_CHECKING:
    from pathlib import Path

_log = logging.getLogger(__name__)

FILE_NAME = "draft.json"
MAX_BYTES = 256 * 1024
"""A draft is a few kilobytes; anything beyond this is something else."""
_VERSION = 1


@dataclasses.dataclass(frozen=True, slots=True)
class Draft:
    """What was answered before the form was left.

    Attributes:
        step: How far the person had come: ``where``, ``signs`` or ``advice``.
        data: The answers so far, as plain JSON values.
        saved_at: When it was kept last; aware, UTC.
    """

    step: str
    data: dict[str, Any]
    saved_at: dt.datetime


def save_draft(
    folder: Path, step: str, data: dict[str, Any], now: dt.datetime | None = None
) -> None:
    """Keep the answers so far; on the disk, whole, for the owner alone, when this returns.

    Args:
        folder: The folder of the journal; made if it is missing.
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
        write_private(folder / FILE_NAME, encoded)
    except OSError as error:
        reason = error.strerror or str(error)
        raise JournalError("The answers so far cannot be kept", reason) from error
    except (TypeError, ValueError, RecursionError) as error:
        detail = "they hold something that is no plain text or number"
        raise JournalError("The answers so far cannot be kept", detail) from error


def load_draft(folder: Path) -> Draft | None:
    """Give the answers that were kept; None without any, or where they can no longer be read.

    A draft is a convenience: one that is damaged is left out rather than in the way.
    """
    path = folder / FILE_NAME
    try:
        with path.open("rb") as file:
            encoded = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        _log.warning("the draft cannot be read: %s", error.strerror)
        return None
    try:
        return _draft(encoded)
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        # The kind alone: the draft holds what a person told about their health.
        _log.warning("the draft is damaged and left out: %s", type(error).__name__)
        return None


def _draft(encoded: bytes) -> Draft:
    if len(encoded) > MAX_BYTES:
        raise ValueError
    whole = json.loads(encoded)
    step, data = whole["step"], whole["data"]
    if whole["version"] != _VERSION or not isinstance(step, str) or not isinstance(data, dict):
        raise ValueError
    return Draft(step, data, dt.datetime.fromisoformat(whole["saved_at"]).astimezone(dt.UTC))


def clear_draft(folder: Path) -> None:
    """Forget the answers; nothing happens if there are none.

    Raises:
        JournalError: They could not be taken away.
    """
    try:
        with contextlib.suppress(FileNotFoundError):
            (folder / FILE_NAME).unlink()
    except OSError as error:
        reason = error.strerror or str(error)
        raise JournalError("The answers so far cannot be taken away", reason) from error
