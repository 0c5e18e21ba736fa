"""The book of money: accounts and balanced transfers in fen; it knows no persons and forgets nothing."""
