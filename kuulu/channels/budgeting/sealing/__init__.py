"""The ballot as a sealed envelope: how it is closed, logged, opened by two people, published and checked by anybody."""
