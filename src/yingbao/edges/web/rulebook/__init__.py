"""Changing rules on screen: proposals, the second officer's decision, and what is in force."""
