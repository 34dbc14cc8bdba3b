"""Fuzzing: what must hold for any bytes, and a script that tries it for as long as one likes."""
