"""Reports to take out as Excel or CSV, one function a report."""
