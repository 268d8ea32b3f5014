"""The language between the services: messages, routes, claims and permissions, and no logic."""
