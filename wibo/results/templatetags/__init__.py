"""What results add to pages of lower floors."""
