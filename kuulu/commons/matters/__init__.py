"""Every matter: its stage, steps, papers, followers and outcomes."""
