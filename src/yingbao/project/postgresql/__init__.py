"""Django's way to PostgreSQL, and one thing more: the server is told who looks before it is asked."""
