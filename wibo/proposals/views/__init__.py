"""Pages of proposals, for residents and for the office."""
