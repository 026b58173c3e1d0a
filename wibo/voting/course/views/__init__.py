"""Pages about the course of voting."""
