"""How results are shown: one module an output format."""
