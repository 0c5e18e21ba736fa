"""Who may act where: officers, their roles, and the divisions they may see."""
