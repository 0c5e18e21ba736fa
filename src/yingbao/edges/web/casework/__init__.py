"""Screens of casework: what is to be done, one case, and every act in it."""
