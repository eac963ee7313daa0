"""Events and claims become a map of the places they name."""
