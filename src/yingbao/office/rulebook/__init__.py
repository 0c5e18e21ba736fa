"""How a district changes its rules: one officer proposes, another approves, in force from a month on."""
