"""The template language of the house."""
