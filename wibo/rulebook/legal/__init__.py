"""What of an edition's settings the law, courts and auditors may object to."""
