"""Backup and restore: the whole house in one archive with checksums, of one moment, from either database."""

from .pack import Broken, look_into, restore, take

__all__ = ["Broken", "look_into", "restore", "take"]
