"""The room's part of other rooms' pages."""
