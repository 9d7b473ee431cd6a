"""The ground floor: the grammar of a channel, and no noun of participation."""
