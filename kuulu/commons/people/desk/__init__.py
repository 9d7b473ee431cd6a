"""The house's own desk: its people, its trail, its work and mail that failed."""
