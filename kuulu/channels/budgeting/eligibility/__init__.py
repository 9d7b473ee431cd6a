"""Who may vote: a person or a printed code becomes a mark that is entitled once, over all doors."""
