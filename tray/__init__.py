"""The resident: icon, menu, notifications, schedule, gate, control and the command line."""
