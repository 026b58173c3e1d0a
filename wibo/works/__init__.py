"""What becomes of winners: state, dates, money, posts with pictures; a page and a map of all works over the years."""
