"""What the theme of the book brings → what of it the book uses."""
