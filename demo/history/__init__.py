"""A district of 2021 to 2026, paid month by month through the product."""
