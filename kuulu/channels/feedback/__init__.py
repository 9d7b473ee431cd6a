"""Tell the city something about a place or a service, and hear what came of it."""
