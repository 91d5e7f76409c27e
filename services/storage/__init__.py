"""The database: one transaction idiom for SQLite and PostgreSQL, one file of functions per table."""
