"""What every piece of HTML for a notebook needs."""

from __future__ import annotations

# Without these classes a notebook sets what stands between two dollar signs as a formula:
# MathJax 2 (exported pages) knows the first, MathJax 3 (JupyterLab) the second.
NO_MATH = "tex2jax_ignore mathjax_ignore"
