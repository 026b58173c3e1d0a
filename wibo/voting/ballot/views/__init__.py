"""Pages of the ballot."""
