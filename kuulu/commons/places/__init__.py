"""Where: areas, places, points and the map."""
