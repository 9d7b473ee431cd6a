"""The desk's work list over all channels."""
