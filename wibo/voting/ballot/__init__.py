"""What is voted on: lists of projects, frozen with their rules, and the shape of marks on them."""
