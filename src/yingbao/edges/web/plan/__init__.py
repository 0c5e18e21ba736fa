"""The plan as a document, and what each clause became."""
