"""Outside pages are asked for by an owner: do they answer, did they move, are there stored copies."""
