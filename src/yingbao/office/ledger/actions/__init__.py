"""What may be written in the book of money, and nothing else may."""
