"""The work. The listing of this folder is the table of contents of what the assistant does."""
