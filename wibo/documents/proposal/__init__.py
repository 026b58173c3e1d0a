"""The print of an application."""
