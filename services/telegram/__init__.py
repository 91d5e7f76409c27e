"""Telegram over the Bot API: gateway, limits, errors, cards and the words on them."""
