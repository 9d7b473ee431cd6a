"""How the room speaks to the outside: mail servers and identity providers."""
