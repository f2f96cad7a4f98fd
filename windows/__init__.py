"""The windows: view models without Qt beside thin views, in a process that lives while one is open.

Nothing else imports a window toolkit.
"""
