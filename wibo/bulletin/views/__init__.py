"""Pages of what the office writes: for everyone, and for who writes it."""
