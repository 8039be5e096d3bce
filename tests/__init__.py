"""Everything that Homeroom promises, tried through the real doors."""
