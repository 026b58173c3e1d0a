"""Forms of proposals. A draft may be incomplete; only handing in asks for everything."""
