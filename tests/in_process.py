"""The ``lull`` command without a process of its own, for tests that ask it again and again."""

from __future__ import annotations

import contextlib
import io
import json
import os
from typing import TYPE_CHECKING, Any
from unittest import mock

from tray.commands import entry

if TYPE_CHECKING:
    from collections.abc import Mapping


def facts(environ: Mapping[str, str], *words: str) -> Any:  # noqa: ANN401 - JSON of each command
    """What a command prints with ``--json``; it must have worked and said nothing else.

    A running Lull does not see the difference, and it takes a fraction of the time.
    """
    output, errors = io.StringIO(), io.StringIO()
    mask = os.umask(0o022)
    try:
        with (
            mock.patch.dict(os.environ, environ, clear=True),
            contextlib.redirect_stdout(output),
            contextlib.redirect_stderr(errors),
        ):
            status = entry.main([*words, "--json"])
    finally:
        os.umask(mask)
    assert (status, errors.getvalue()) == (0, ""), (words, output.getvalue())
    return json.loads(output.getvalue())
