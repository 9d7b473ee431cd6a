"""How dates and numbers are written here where a language alone would not tell."""
