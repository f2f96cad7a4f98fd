"""Years of four people's days, gone through by the real nudger in a minute or so."""
