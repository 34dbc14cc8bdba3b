"""The places of a vault that may state an action, and what each says by itself."""
