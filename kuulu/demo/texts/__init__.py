"""The demo's words: categories, sentences of residents and answers of the city. All invented."""
