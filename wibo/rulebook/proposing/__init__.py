"""What may be proposed: the parts of an application, its costs, and what it lacks before it is handed in."""
