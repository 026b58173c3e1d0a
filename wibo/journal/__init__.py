"""What happened, by whom and when: append-only, in the transaction of the act itself."""
