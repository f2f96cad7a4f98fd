"""What Lull knows: tips, drinks and reading pages as data, and pure functions over them.

Everything here is shipped text from published guidance, checked when it is loaded. It imports
`config`, msgspec and the standard library, and nothing of a desktop.
"""
