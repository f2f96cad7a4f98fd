"""A D-Bus connection that comes back by itself; see `tray.bus.connection`.

It stands alone: jeepney and the standard library, nothing of Lull.
"""
