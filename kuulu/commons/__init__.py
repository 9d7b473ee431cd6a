"""What every way of taking part shares: people, places, matters, conversation."""
