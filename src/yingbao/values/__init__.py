"""Small frozen words every room shares: money in fen, months, divisions, numbers of persons, citations."""
