"""Commands by noun: plan, pack, roster, determine, compare, keys, officer, office, work."""
