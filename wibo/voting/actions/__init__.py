"""The acts of voting, one file a question."""
