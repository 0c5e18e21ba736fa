"""What may be asked of the book of money."""
