"""Two invented districts, written as the Excel files they would really be.

Everyone here is made up. Citizen numbers carry real area codes and sequence numbers of 900 and above,
which no registry gives out to so many; telephone numbers and accounts belong to nobody.
"""
