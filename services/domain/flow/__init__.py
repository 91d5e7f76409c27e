"""What follows when something happens: one file per thing that can happen, each a pure function."""
