"""The office's confirmation of an application on paper."""
