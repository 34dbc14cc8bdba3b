"""Files as such, whatever stands in them: walked over, read within bounds, made again at need."""
