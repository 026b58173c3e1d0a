"""What every print and table is made with."""
