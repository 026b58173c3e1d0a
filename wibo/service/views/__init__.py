"""Pages of the service's own hosts."""
