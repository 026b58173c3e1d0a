"""What works add to pages of lower floors."""
