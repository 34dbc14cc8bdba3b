"""Which words of a text say what it is about, and which only that something is done.

Who words an action anew exchanges light words freely: to ensure the capacity
that is needed, to provide what is appropriate. Who names another thing, or
other people, means another action, in whatever sentence: training and funding,
insulation and chimneys.
"""

from __future__ import annotations

from vaultsync.match.wording.substance import Unshared
from vaultsync.match.wording.words import stem

# Verbs that go with anything, what is said of how and how much, and nouns that hold a place.
_LIGHT = """
ensure enable allow help let increase increased increasing improve improved provide make take give
get put set bring use used using keep kept hold held come came go went follow following include
including address respond deliver meet do does done work working run carry perform conduct build
create develop design establish adopt continue remain stay stand serve become implement introduce
issue lie manage management undertake look need needed require required understand understanding
understood able available effective appropriate appropriately proper properly suitable suitably
necessary relevant further additional several various different many more most much better best
good well great greater full fully overall whole single one own other others around ahead soon
already also still yet again together how about when thing things people part parts way ways
manner basis effort efforts order place time times number form kind type touch case respect regard
account focus focuses relate related relating quality level opportunity opportunities
"""
LIGHT = frozenset(map(stem, _LIGHT.split()))


def weighty(unsaid: Unshared) -> Unshared:
    """Return the words that name what a text is about, of those that the other does not say."""
    return Unshared(*(tuple(word for word in side if word not in LIGHT) for side in unsaid))
