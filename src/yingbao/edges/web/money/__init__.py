"""Screens of money: the month, rolls and their lines, what the bank answered; what is owed and comes back."""
