"""The announcement of the result."""
