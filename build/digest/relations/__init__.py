"""All articles together: names across languages, tags, related pages."""
