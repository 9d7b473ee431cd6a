"""What the room gives out: open data for everybody, lists for the desk."""
