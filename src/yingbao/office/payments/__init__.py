"""What is paid: rolls, bank files and returns, recoveries, budgets, and months that open and close."""
