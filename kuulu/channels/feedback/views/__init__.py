"""Pages and fragments for residents, one journey a file."""
