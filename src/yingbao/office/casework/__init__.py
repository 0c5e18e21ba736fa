"""What was asked for and how far it is: cases and their limits, public notice, objections, awards, plans."""
