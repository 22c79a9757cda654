"""The author's side: text files that people edit become the data that the course reads.

Only this package needs YAML and a schema library; they come with the extra ``author``.
"""
