"""A commit becomes an edition that never changes, and editions become a site."""
