"""All applications of an edition as one file."""
