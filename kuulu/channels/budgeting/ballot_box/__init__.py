"""The ballot box: takes sealed envelopes of marks, promises them, logs them, closes for good, and gives all out to be counted."""
