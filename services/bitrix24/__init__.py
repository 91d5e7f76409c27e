"""Bitrix24, the portal: the client that keeps its limits, and the gateway that speaks of leads."""
