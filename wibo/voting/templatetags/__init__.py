"""What voting adds to pages of proposals."""
