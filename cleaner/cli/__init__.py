"""One file a command: parsing and exit codes only."""
