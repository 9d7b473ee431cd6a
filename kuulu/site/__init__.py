"""Windows on the whole; they know no channel by name."""
