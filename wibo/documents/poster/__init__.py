"""The poster of winners."""
