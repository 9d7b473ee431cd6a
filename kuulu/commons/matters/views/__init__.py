"""Pages of the room for everybody, one idea a file."""
