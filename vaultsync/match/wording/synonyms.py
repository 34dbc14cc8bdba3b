"""Words of plans that say the same: what may stand for what without making another action.

A reader who knows the language is sure that who promised to enhance guidance
promised to improve it. A list of synonyms never ends, and it need not: a word
that is missing here is asked about. But what stands here must be right, so the
groups are small, and what two actions of one list may differ in (data and
information, to develop and to implement, funding and training) stands in none.
"""

from __future__ import annotations

from vaultsync.lean.cached import lru_cache
from vaultsync.lean.regex import compiled
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.match.wording.substance import Unshared, left_over, same_word
from vaultsync.match.wording.words import stem, stems_of
from vaultsync.tracker.model import normalised

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# A line holds words that may stand for one another; `_` joins the words of a phrase.
_GROUPS = """
improve enhance strengthen better
create establish set_up
develop prepare draw_up draft
provide offer deliver supply
equip furnish outfit
support help assist aid
implement put_in_place carry_out execute
introduce bring_in
ensure guarantee make_sure
explore examine examination study investigate look_into review
assess assessment evaluate evaluation appraise
publish release issue make_public
share exchange
common shared joint
use using leverage leveraging utilize utilise make_use_of based_on drawing_on
enable allow let permit
promote encourage foster
begin start launch commence initiate
stop halt end cease discontinue
gather collect bring_together assemble compile
name appoint designate
tell inform notify
hire recruit
convey communicate share
coordinate organize organise
pilot test trial
place location site
guidance guidelines direction directions
requirements needs
departments departmental interdepartmental department's ministries
frictions obstacles barriers hurdles impediments
challenges difficulties problems
approaches methods
staff employees personnel
people persons individuals
trust rely relied relying
cooperate collaborate work_together
must need_to have_to has_to
without with_no
include incorporate integrate make_part_of
meet address satisfy fulfil fulfill
record log
answer reply respond
allocate assign
before prior_to ahead_of
keep hold retain
keep maintain
check inspect verify
inspections checks
at_least no_fewer_than no_less_than
instead_of rather_than
quickly rapidly swiftly
annual yearly each_year every_year
main chief principal key
initial first
scientific_researchers research_scientists
services offerings
oversee supervise
monitor track
show demonstrate
reduce lower decrease
expand extend widen broaden
simplify streamline
choose select
roadmap road_map
pay_for cover_the_cost cover_the_costs cover_the_cost_of cover_the_costs_of
contact get_in_touch_with
decide decision
lose losing loss
store storage
light lit
statcan statistics_canada
"""

# Nearly the same: two actions of one list may differ in these. But where a whole list has
# one row for an action and it stands in for no other, an editor has found a better word.
_NEARLY = """
data information
flows feeds
implement introduce
ensure secure
solutions approaches tools
develop establish create build design
set establish define
set introduce
measure assess
work collaborate cooperate
work act
explore consider
identify find
convey express exchange
include cover
increase improve raise
increased improved greater better enhanced
real actual
existing current
concrete specific
emerging new
evolving changing
frictions challenges barriers
opportunities ways
principles guidelines guidance direction directions
expectations requirements
formal official
executives leaders
briefings sessions
clients users
appropriate adequate suitable
appropriately properly adequately
support advance
promote advance
precedence priority
agree settle
extend lengthen
survey inspect
rehearse practise practice
record enter
review look
reserve book
equip provide offer
residents inhabitants citizens public
scientific_researchers researchers scientists
adapt tailor
well accurate accurately
modernize modernise renew
"""

# Of a sentence that was told anew throughout, these too; in a copy they are another word.
_LOOSELY = """
monitor measure assess
"""

# What is said by the way: it makes no other action, wherever it stands.
_BY_THE_WAY = """
over_time step_by_step gradually
where_appropriate as_appropriate if_appropriate
where_needed as_needed if_needed when_needed where_necessary as_necessary if_necessary as_required
where_possible wherever_possible whenever_possible as_far_as_possible to_the_extent_possible
on_an_ongoing_basis in_a_timely_manner as_well_as
in_order_to
serve_as serves_as act_as acts_as
according_to in_accordance_with in_line_with
together_with jointly_with
so_that in_order_that such_that
by_means_of by_way_of
up_to as_far_as
"""


def _phrases(lines: str) -> list[str]:
    return [phrase.replace("_", " ") for phrase in lines.split() if "_" in phrase]


def _groups_of(lines: str) -> dict[str, frozenset[int]]:
    """Return the groups that a stem, or a phrase, belongs to."""
    found: dict[str, set[int]] = {}
    for number, line in enumerate(lines.strip().splitlines()):
        for word in line.split():
            found.setdefault(word if "_" in word else stem(word), set()).add(number)
    return {word: frozenset(groups) for word, groups in found.items()}


_PHRASE = compiled(
    r"\b(?:" + "|".join(sorted(_phrases(_GROUPS + _BY_THE_WAY), key=len, reverse=True)) + r")\b"
)
_DROPPED = frozenset(_BY_THE_WAY.split())
_SHORTEST_ROOT, _LONGEST_SUFFIX = 5, 3
_SHORTEST_WORD = 3
_SPLIT_PREFIX = compiled(r"\bco (?=ord|op)")


@lru_cache(maxsize=3)
def _groups(lines: str = _GROUPS) -> Mapping[str, frozenset[int]]:
    return _groups_of(lines)


@lru_cache(maxsize=4096)
def _meant(text: str) -> dict[str, int]:
    """Return the stems and phrases of a text with their number, without what is by the way."""
    said = spoken(text)
    # A phrase is a word of its own: it has no ending to take off.
    phrases = {word: said.count(word) for word in said if "_" in word}
    return {**stems_of([word for word in said if "_" not in word]), **phrases}


@lru_cache(maxsize=4096)
def spoken(text: str) -> tuple[str, ...]:
    """Return the words of a text, phrases joined by `_`, without what is said by the way."""
    plain = _SPLIT_PREFIX.sub("co", normalised(text))
    said = _PHRASE.sub(lambda phrase: phrase[0].replace(" ", "_"), plain).split()
    return tuple([word for word in said if word not in _DROPPED])


def unsaid(ours: str, theirs: str) -> Unshared:
    """Return the words of substance of either text for which the other has no words at all."""
    left, right = left_over(_meant(ours), _meant(theirs))
    return _without(left, right, _same_meaning)


def unrelated(unsaid: Unshared) -> Unshared:
    """Return words that the other side does not say, without those it says nearly.

    It may be asked of words that `unsaid` found, where the two texts are known
    to have no other partners.
    """
    return _without(list(unsaid.ours), list(unsaid.theirs), _nearly_the_same)


def loosely_unrelated(unsaid: Unshared) -> Unshared:
    """Return what `unrelated` left, without what may stand for it in another sentence."""
    return _without(
        list(unsaid.ours),
        list(unsaid.theirs),
        lambda one, other: _share(_groups(_LOOSELY), one, other),
    )


def _without(left: list[str], right: list[str], related: Callable[[str, str], bool]) -> Unshared:
    for word in tuple(left):
        said = next((other for other in right if related(word, other)), None)
        if said is not None:
            left.remove(word)
            right.remove(said)
    return Unshared(tuple(left), tuple(right))


def _same_meaning(one: str, other: str) -> bool:
    return same_word(one, other) or _share(_groups(), one, other)


def _nearly_the_same(one: str, other: str) -> bool:
    return _is_kin(one, other) or _share(_groups(_NEARLY), one, other)


def _is_kin(one: str, other: str) -> bool:
    """Return whether one stem is made from the other: `depart`, `departure`; `old`, `older`."""
    short, long = sorted((_verb(one), _verb(other)), key=len)
    if not long.startswith(short):
        return False
    rest = long[len(short) :]
    return (
        (len(short) >= _SHORTEST_ROOT and len(rest) <= _LONGEST_SUFFIX)
        or (len(short) >= _SHORTEST_WORD and rest in ("er", "est"))
        or (len(short) > _SHORTEST_WORD and rest == "s")
    )


def _verb(word: str) -> str:
    """Return the stem of `identify` for that of `identification`."""
    return word.removesuffix("ic") if word.endswith("fic") else word.removesuffix("y")


def _share(groups: Mapping[str, frozenset[int]], one: str, other: str) -> bool:
    mine = groups.get(one)
    return bool(mine and mine & groups.get(other, frozenset()))
