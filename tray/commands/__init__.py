"""The command line: one module for the words, the others for what they do."""
