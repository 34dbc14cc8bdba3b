"""What can be wrong: one module a rule, its docstring is its manual page."""
