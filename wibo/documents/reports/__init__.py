"""The six Excel reports of the seed, one function a report."""
