"""The catalogue: what may be asked for, of whom, and in which form."""
