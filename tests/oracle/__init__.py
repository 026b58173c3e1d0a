"""Comparison with pabutools, which lives in an environment of its own."""
