"""The brochure of all projects of a ballot."""
