"""How fast the product is, beside others and beside what the machine can do at all."""
