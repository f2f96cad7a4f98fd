"""What a desktop and a shell are offered of Lull: the files below the ``share`` of a prefix.

All are made from what the program itself knows: its command line, its icon and its version.
"""
