"""What Python and its libraries have too, with less to load: a small check is mostly start-up."""
