"""The tray icon on every kind of tray, and its menu."""
