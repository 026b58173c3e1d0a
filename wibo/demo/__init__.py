"""The towns of the demo, and a way in for every role."""
