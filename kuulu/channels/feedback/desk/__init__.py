"""The official's side of feedback."""
