"""Whether the person is at the computer, and whether this is a moment to speak."""
