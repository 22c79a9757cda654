"""A student's answer becomes a verdict, at once, with feedback that teaches."""
