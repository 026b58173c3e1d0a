"""What the service adds to pages."""
