"""The service around the towns: its list of towns, the operator's console, health and metrics."""
