"""What is owed: dues, each the difference between what was owed for a period and what is, as known now."""
