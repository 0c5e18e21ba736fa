"""What one row of a roster does to what is known: pure comparisons, days as ISO text, no tables."""
