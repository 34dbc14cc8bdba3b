"""How fast vaultsync is, beside its peers, on vaults made for the purpose.

    python -m benchmarks.generate FOLDER --notes 10000    make a vault
    python -m benchmarks.run --quick                      compare, within a minute
    python -m benchmarks.run --write                      compare, and write RESULTS.md
    python -m benchmarks.profile --notes 10000            where the time goes

Run from the root of the repository: as a script, `profile.py` would stand in
the way of Python's own module of that name.
"""
