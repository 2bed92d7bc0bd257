"""A made-up person with ten weeks of entries, for looking around. Everything goes through the HTTP API."""
