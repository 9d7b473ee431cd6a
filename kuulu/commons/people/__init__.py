"""Who you are, what you may do, how we reach you."""
