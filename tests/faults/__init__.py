"""What goes wrong in the world, done to the real program, and what became of what was confirmed."""
