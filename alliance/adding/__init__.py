"""A teacher's file becomes paragraphs with marks."""
