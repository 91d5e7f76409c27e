"""Telegram: one file per conversation."""
