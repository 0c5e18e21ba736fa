"""Words and numbers as officials write them."""
