"""Search, the map of everything, my page and open data."""
