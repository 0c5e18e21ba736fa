"""What is done: knowing, deciding, comparing. No screens."""
