"""What the office writes for everyone: news, documents, answers; in versions, none of which is ever lost."""
