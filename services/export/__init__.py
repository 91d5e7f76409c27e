"""Tables for the office: one writer for every export."""
