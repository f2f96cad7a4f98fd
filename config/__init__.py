"""Settings, paths, kinds of nudge and the error family; imports nothing else of Lull."""
