"""What the operator watches: a line for every request, health, readiness and metrics."""
