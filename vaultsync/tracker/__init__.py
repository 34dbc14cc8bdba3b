"""What was published; knows no vault."""
