"""The service's own host: the list of towns."""
