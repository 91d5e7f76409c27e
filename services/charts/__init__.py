"""Charts: drawn once as SVG, shown by the page as it is and sent to Telegram as PNG."""
