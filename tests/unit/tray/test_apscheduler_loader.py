from __future__ import annotations

import os
import subprocess
import sys

from unmeasured import unmeasured


def test_the_schedule_is_loaded_without_what_it_makes_no_use_of() -> None:
    code = (
        "import sys, tray.schedule;"
        "print([name for name in ('email', 'multiprocessing', 'zipfile') if name in sys.modules]);"
        "import importlib.metadata, apscheduler.executors.pool as pool;"
        "print(importlib.metadata.version('lull'), pool.ThreadPoolExecutor.__name__)"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=unmeasured(os.environ),
    )
    assert done.stdout.splitlines()[0] == "[]"
    # Whoever wants them afterwards has the real ones.
    assert done.stdout.splitlines()[1].endswith(" ThreadPoolExecutor")
