"""Bitrix24 over its REST API: client, limits, errors, and the gateway that the services see."""
