"""Adding: a teacher brings a text; a file becomes paragraphs with marks."""
