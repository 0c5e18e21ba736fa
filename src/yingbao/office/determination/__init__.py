"""Who is entitled to what in a month, and how that differs from who is paid."""
