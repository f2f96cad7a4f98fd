"""Notifications: one interface, and the ways of showing them from best to last."""
