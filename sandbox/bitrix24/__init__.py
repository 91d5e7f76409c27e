"""The stand-in Bitrix24 portal."""
