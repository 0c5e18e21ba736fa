"""What the month brought: home, the four lists, answers."""
