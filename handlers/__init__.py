"""The edges: what people and systems send us. Parse, call a service, answer."""
