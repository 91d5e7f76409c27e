"""What waits in the outbox goes out: one file a channel."""
