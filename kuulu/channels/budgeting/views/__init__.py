"""Pages for residents: rounds and proposals, the form, the proposer's own page."""
