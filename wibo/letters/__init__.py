"""Letters to residents: written in the act's own transaction, sent by the worker."""
