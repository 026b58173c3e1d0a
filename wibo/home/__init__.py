"""A town's front page, its static texts, the office's desk and the error pages."""
