"""What a rule means: the typed, three-valued graph of a condition, and whether it is well formed."""
