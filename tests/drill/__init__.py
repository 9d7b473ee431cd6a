"""Drills: what the house keeps when its processes are killed, its database goes away, or everybody writes at once."""
