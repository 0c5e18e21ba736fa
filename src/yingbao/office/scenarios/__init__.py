"""What if: other rules tried on a month, what they would cost, and what was kept of it."""
