"""What `check` looks at: one file a subject, every function gives findings in words."""
