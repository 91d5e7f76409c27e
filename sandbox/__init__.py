"""A stand-in for Telegram and Bitrix24 with a web page. Its own program: HTTP only, imports nothing of the product."""
