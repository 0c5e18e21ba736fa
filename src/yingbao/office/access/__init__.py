"""Who may act, in which role, in which divisions."""
