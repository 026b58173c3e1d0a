"""Prints and exports: PDF by typst, Excel by XlsxWriter, .pb by the rulebook."""
