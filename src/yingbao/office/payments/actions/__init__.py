"""What may be done about what is paid."""
