"""Rules applied to facts: the plain reference engine, and the fast ones it judges."""
