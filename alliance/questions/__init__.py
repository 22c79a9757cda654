"""The question room: answers checked at once, with feedback that teaches."""
