"""The ways to take part; none knows another."""
