"""Whether the product can serve, for machines; how the machine stands, for the administrator."""
