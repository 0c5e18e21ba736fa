"""What may be asked about what is owed."""
