"""Rule sets of real towns, entered as a coordinator enters them, run and counted against lists made by hand."""
