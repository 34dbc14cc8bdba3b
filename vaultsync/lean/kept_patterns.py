"""What patterns compile to: `precompiled` writes that into the compiled form of this module.

Nobody imports it. It is here so that the file is one that Python and installers know.
"""

KEPT = b""
