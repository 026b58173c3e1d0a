"""Results: immutable count runs, ties settled by a recorded act, publication, and import of elections."""
