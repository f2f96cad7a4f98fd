"""Years of five people's days, gone through by the real nudger on a clock that jumps."""
