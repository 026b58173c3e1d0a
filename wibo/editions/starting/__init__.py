"""What a new edition begins with: nothing, one of five patterns, or an earlier edition."""
