"""Letters with one-time codes."""
