"""Measures pages as ratios to a trivial page behind the same middleware, on the same server, in the same run."""
