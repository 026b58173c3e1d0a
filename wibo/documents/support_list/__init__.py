"""The list on which people sign for an idea."""
