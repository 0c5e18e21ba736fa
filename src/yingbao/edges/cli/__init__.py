"""Every step as a command."""
