"""What people say to each other about a matter, and its moderation."""
