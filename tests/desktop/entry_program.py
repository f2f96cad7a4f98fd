"""What GLib, the library of most desktops, makes of a menu entry; run by the system's Python.

``entry_program.py ID`` prints as JSON how a menu shows the entry; with the name of an action behind
it, it does what a menu does when somebody chooses that action.
"""

from __future__ import annotations

import json
import sys

from gi.repository import Gio

entry = Gio.DesktopAppInfo.new(sys.argv[1])
if sys.argv[2:]:
    entry.launch_action(sys.argv[2], None)
else:
    shown = {
        "name": entry.get_name(),
        "generic": entry.get_generic_name(),
        "comment": entry.get_description(),
        "keywords": entry.get_keywords(),
        "actions": {name: entry.get_action_name(name) for name in entry.list_actions()},
    }
    sys.stdout.write(json.dumps(shown))
