"""Annotated Digest: raw scraped texts in, an annotated digest out."""

__version__ = "0.1.0"
