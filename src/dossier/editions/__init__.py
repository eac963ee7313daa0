"""A commit → an edition that never changes; all editions → a site."""
