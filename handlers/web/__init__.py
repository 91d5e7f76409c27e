"""HTTP in: one file per caller."""
