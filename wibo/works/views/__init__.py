"""Pages of works: for everyone, and for who keeps them."""
