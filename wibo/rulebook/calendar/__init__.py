"""When things are open: stages, what they enable, the service's window."""
