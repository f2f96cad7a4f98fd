"""A pystray backend on StatusNotifierItem; see `tray.icon.status_notifier.backend`.

It stands alone: pystray, the connection in `tray.bus`, Pillow where it is given images, and nothing
else of Lull. It says why there is no icon as a value (`tray.icon.status_notifier.absence`), and
leaves the words for it to whoever shows them.
"""
