"""What a cell means, by its column's type: a value, whether it had to be put right, or why it is refused.

A converter takes one cell and returns `(value, repair, problem)`: `repair` names what was put right or
left out, `problem` refuses the row. Certain is repaired; not certain is refused; nothing is guessed.
"""
