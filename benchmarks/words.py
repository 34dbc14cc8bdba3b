"""What notes are about: themes, each with nouns, verbs and adjectives of its own.

A vault holds notes on many things, and only some of them sound like the
published actions. With one vocabulary for all, every note would look like an
action to whoever searches for words.
"""

from __future__ import annotations

from typing import NamedTuple


class Theme(NamedTuple):
    """The words of one subject, the commoner ones first; all nouns are countable enough."""

    nouns: tuple[str, ...]
    verbs: tuple[str, ...]
    adjectives: tuple[str, ...]


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text."""
    return tuple(text.split())


def _theme(nouns: str, verbs: str, adjectives: str) -> Theme:
    return Theme(words(nouns), words(verbs), words(adjectives))


GOVERNMENT = _theme(
    "access data service policy department government agreement framework program standard "
    "guidance plan information privacy capacity client analyst assessment partner delivery "
    "decision quality infrastructure platform governance measure indicator funding survey "
    "region community committee council strategy stakeholder resource steward initiative "
    "procedure process report review supplier sector registry repository dashboard dataset "
    "directive evidence exchange outcome ownership province regulation statement legislation "
    "mandate metadata minister notice permit pilot consent census coverage catalogue budget "
    "barrier grant gap guideline health household housing identifier impact inventory licence "
    "literacy panel fisheries demand threshold territory transit treaty trust sovereignty "
    "accountability accreditation accrual actuary adjudication allotment amendment annex "
    "apprenticeship appropriation arbitration arrears attestation auditor authority backlog "
    "benchmark beneficiary bilateral bylaw briefing broadband cabinet caseload caucus charter "
    "citizenship clearance commissioner competency compliance concession confidentiality "
    "consortium constituency consultation contingency contract convention counsel credential "
    "curriculum custody customs deficit delegation deliverable deputy deregulation dividend "
    "dispute docket domain electorate eligibility embargo emission endorsement enforcement "
    "enrolment entitlement envoy equity escrow estimates exemption expenditure export facility "
    "fellowship fiduciary forestry franchise grievance hearing hydrology immigration incentive "
    "indemnity injunction inquest inspection insurance interim inquiry interoperability "
    "inventor investment judiciary jurisdiction labour ledger levy liability liaison lobbyist "
    "logistics magistrate memorandum mentorship merger migration milestone moratorium "
    "municipality negotiation nomination nutrition oath ombudsman ordinance oversight parity "
    "parliament patent payroll pension performance petition plaintiff portfolio precedent "
    "premium procurement proclamation protocol provenance quarantine quorum quota ratification "
    "rebate referendum remediation remuneration residency restitution retention retrofit "
    "revenue roadmap roster royalty safeguard salary sanction scholarship secretariat seizure "
    "seniority settlement shareholder solicitor spectrum statute subsidy succession surplus "
    "surveillance tariff taxonomy telemetry tenancy tender tenure terminology transcript "
    "transition tribunal tuition turnover unionization upgrade utility vaccination validation "
    "variance veteran warrant watershed welfare wetland whistleblower workforce",
    "improve support implement share establish develop enable coordinate review publish adopt "
    "assess deliver consult maintain integrate identify monitor strengthen standardize "
    "modernize expand explore evaluate prioritize secure simplify govern harmonize fund approve "
    "pilot recruit renew validate negotiate audit anonymize disaggregate accredit adjudicate "
    "administer allocate amend annex appoint apportion arbitrate attest authorize broker "
    "certify cluster codify compensate consolidate curate decentralize decommission delegate "
    "demonstrate deregulate designate digitize discontinue dismantle earmark educate endorse "
    "enforce enrol entrench enumerate forecast formalize geocode incentivize incorporate "
    "inspect insure investigate legislate leverage license litigate mediate mitigate "
    "nationalize nominate offset outsource oversee procure promulgate prosecute ratify "
    "reallocate reconcile redact redress reimburse relocate remediate repeal rescind "
    "restructure retrofit sanction scrutinize sponsor streamline subsidize suspend synchronize "
    "tabulate transcribe transition triage vaccinate verify waive withhold",
    "digital public federal common open provincial shared strategic operational inclusive "
    "accessible bilingual horizontal timely transparent ethical geospatial interoperable joint "
    "northern municipal statistical reusable proactive accountable administrative machine- "
    "readable client-centred Indigenous actionable actuarial adversarial aggregated "
    "agricultural alternative anticipatory arctic auditable autonomous bilateral biometric "
    "capital centralized circumpolar civic clinical coherent collaborative commercial "
    "confidential constitutional contractual criminal cumulative custodial customary "
    "decentralized delegated demographic departmental diplomatic disaggregated discretionary "
    "documentary domestic ecological electoral eligible emergency environmental equitable "
    "evidence-based exploratory fiscal foundational francophone gender-based granular hazardous "
    "humanitarian immersive impartial incremental industrial institutional intergovernmental "
    "judicial lawful legislative linguistic longitudinal mandatory maritime ministerial modular "
    "multilateral multilingual national occupational outreach parliamentary participatory "
    "pedagogical predictive preventive procedural prudential quantitative quarterly "
    "recreational regulatory remedial residential retroactive seasonal sectoral self-governed "
    "spatial statutory sustainable systemic taxable territorial unclassified unilateral "
    "vocational voluntary",
)
THEMES = (
    GOVERNMENT,
    _theme(
        "apple bed beetle blossom border bulb compost cutting fence flower frost fruit garden "
        "hedge herb ladder lawn leaf mulch nettle onion orchard path pea petal pond potato pot "
        "rake root rose seed seedling shade shed shovel slope slug soil spade spring stem summer "
        "tomato tree trellis tulip vine watering weed willow",
        "bloom cover cut dig feed graft grow harvest mow mulch pick plant prune rot shelter "
        "sow spread sprout stake thin transplant trim turn water wither",
        "bare bitter crooked damp dry early fragrant green hardy late leafy muddy ripe shady "
        "sour stony sunny sweet tender wild woody",
    ),
    _theme(
        "album audience bar bass beat bow bridge cello chord chorus clarinet concert conductor "
        "drum echo encore ensemble flute guitar harmony hymn improvisation interval jazz key "
        "lullaby lyric march melody metronome microphone movement note octave opera orchestra "
        "organ overture pedal piano pitch quartet recording refrain rehearsal rhythm scale singer "
        "solo sonata song stage string tempo tune verse violin voice",
        "accompany bow clap compose conduct fade hum improvise listen mix perform play pluck "
        "practise record rehearse repeat resolve sing sound strum swell transpose tune whistle",
        "acoustic broken discordant fast flat gentle hoarse loud major mellow minor muted quiet "
        "rhythmic sharp slow smooth solemn tuneful unaccompanied warm",
    ),
    _theme(
        "allocation array assertion branch buffer bug build byte callback checksum class client "
        "cluster commit compiler constant container coroutine database deadlock debugger "
        "dependency deployment endpoint exception function hash heap index instance interface "
        "iterator kernel latency library lock loop macro memory module mutex namespace node "
        "object package parser pipeline pointer process queue recursion regression release "
        "request rollback runtime schema script segment server socket stack string subclass "
        "syntax table template thread timeout token transaction type variable",
        "allocate assert benchmark block cache commit compile crash debug decode deploy "
        "dispatch encode fork import inherit initialise iterate link log merge mock parse poll "
        "profile rebase refactor render retry serialise sort test throw traverse yield",
        "abstract anonymous asynchronous atomic binary cached circular concurrent deprecated "
        "dynamic empty generic idempotent immutable incremental lazy linear local nested "
        "obsolete parallel private quadratic redundant remote static stale verbose",
    ),
    _theme(
        "abbey archive army baron battle bishop castle century chapel charter chronicle church "
        "city colony conquest coronation crown crusade decree dynasty emperor empire envoy estate "
        "exile famine feudal fleet fortress frontier guild harbour harvest heir inscription king "
        "knight manuscript merchant monastery monk noble oath palace parchment parish peasant "
        "plague pope port prince queen rebellion reign republic ruin scribe senate siege sword "
        "tax temple throne tomb tower town trader tribe truce village war",
        "abdicate besiege betray bury conquer crown defeat depose exile fight flee found "
        "inherit invade marry plunder rebel reign ruin sail settle surrender tax translate",
        "ancient barbarian besieged celtic classical conquered eastern forgotten fortified "
        "golden great holy imperial late legendary medieval naval pagan royal sacred southern",
    ),
    _theme(
        "almond batter bay bean bread broth butter cake carrot casserole cellar cheese chilli "
        "cinnamon clove cocoa cream crust cumin dish dough dumpling egg fennel fig flour fork "
        "garlic ginger glaze grill honey jam kettle kitchen knife ladle leek lemon lentil loaf "
        "marinade mushroom mustard noodle nutmeg oil olive oven pan pastry pepper pickle plate "
        "pudding recipe rice salad salt sauce saucepan simmer soup spice spoon stew stock sugar "
        "supper syrup thyme vinegar walnut whisk yeast",
        "bake baste beat blend boil braise chop cool drain dust ferment fold fry garnish "
        "glaze grate knead marinate melt mince pickle pour proof roast season simmer slice stir",
        "bitter bland burnt chewy cold creamy crisp fresh fried greasy hot juicy lean mild raw "
        "rich ripe salted savoury smoked spicy stale sticky sweet tart toasted",
    ),
    _theme(
        "acid atom axon bacterium bone brain carbon cell chromosome colony comet crystal culture "
        "density dose electron embryo energy enzyme equation evolution experiment fossil galaxy "
        "gas gene genome gland glacier gravity habitat hormone host hypothesis insect isotope "
        "larva lens light lung mammal membrane meteor microscope molecule moon muscle mutation "
        "nerve neuron nucleus orbit organism oxygen parasite particle photon planet plasma "
        "pollen population predator pressure protein radiation receptor reef sample sediment "
        "species spectrum spore star synapse telescope tissue toxin vaccine vein virus wave",
        "absorb breed calibrate collide decay diffuse dissolve emit evaporate evolve excite "
        "expand feed freeze hatch inhibit measure migrate mutate observe orbit predict react "
        "reflect replicate rotate sample secrete sequence vibrate",
        "acidic aquatic bacterial chemical cosmic dense dormant elastic extinct genetic "
        "infrared inverse lunar magnetic marine microscopic molecular negative neural nocturnal "
        "nuclear organic polar positive radioactive solar soluble stable toxic tropical unstable",
    ),
    _theme(
        "airport alley avenue backpack bay beach bicycle boat border bridge bus cabin cafe camp "
        "canal canyon cathedral cave cliff coach coast compass crossing customs desert ferry "
        "forest fountain gallery gate glacier guidebook harbour hike hill hostel hotel island "
        "itinerary jetty journey junction lake lagoon lighthouse luggage market meadow monument "
        "mountain museum night passport peak pier platform postcard promenade quay railway ridge "
        "river road ruin sail square station street suitcase summit sunrise tavern tent ticket "
        "tower trail train tram valley view village volcano waterfall",
        "arrive board book camp climb cross descend drive explore fly follow hike land leave "
        "lodge miss paddle pack photograph rent return ride sail sleep stay stroll swim wander",
        "alpine bustling cheap coastal cobbled crowded distant dusty empty famous foggy hidden "
        "hilly lonely narrow noisy northern old picturesque rainy remote rocky steep windy",
    ),
    _theme(
        "allegory anecdote argument author ballad character chapter cliche comedy critic "
        "dialogue diary draft drama editor elegy epic epigraph essay fable fiction footnote genre "
        "hero image irony letter library line manuscript memoir metaphor metre monologue motif "
        "myth narrative narrator novel novella page paragraph parody passage pause plot poem "
        "poet preface proof prologue prose proverb publisher quotation reader review rhyme "
        "romance satire scene sequel simile sonnet sentence stanza story style subplot symbol "
        "theme title tragedy translation trilogy twist villain volume word writer",
        "abridge allude annotate borrow cite criticise describe edit evoke foreshadow imagine "
        "imitate interpret invent mourn narrate omit parody proofread quote read recite rewrite "
        "rhyme sketch skim summarise tell translate underline write",
        "ambiguous anonymous autobiographical banned comic dense dreary elegant epic fictional "
        "gothic handwritten ironic lyrical melancholy modernist obscure omniscient poetic "
        "posthumous sentimental terse tragic unfinished unreliable vivid witty",
    ),
    _theme(
        "ache ankle appetite balance bath bedtime blanket blister breath bruise calm coach "
        "cough court cramp cycle daydream diet distance doctor dream elbow exercise fatigue fever "
        "finish goal gym habit headache heart injury jog joint jump knee lap marathon massage "
        "match medal mood muscle nap nerve nurse pace pain pillow posture pulse race racket "
        "reflex relay rest routine run scar score season shoulder sleep sprint stamina "
        "stretch stride stroke sweat swim team temper therapist tournament trainer warmth "
        "weight wrist yoga",
        "ache balance bend breathe calm cough cycle doze exercise fall heal inhale jog jump "
        "kick lift limp meditate nap pant recover relax rest row run score sleep sneeze sprint "
        "stretch strain swim train wake walk win",
        "aching active agile alert awake balanced brisk calm chronic drowsy exhausted feverish "
        "fit healthy injured lame lively nervous numb painful restless sleepless sore stiff "
        "strong sweaty tired weak weary",
    ),
)
# Fronts and backs of words that hardly two texts share: real lists have a long tail of those.
FRONTS = words(
    "agro aqua arctic auto bio carbon cyber eco electro fish forest geo glacio grain gulf "
    "hydro immuno inter labour marine meta micro milk mining multi neuro ocean paleo "
    "permafrost petro photo prairie radio rail river seismo socio soil sub tele terra thermo "
    "timber tourism urban vaccine veteran wheat wild wind"
)
BACKS = words(
    "archive atlas bank basin board census chain charter corridor count credit desk "
    "exchange fleet forecast forum fund gateway grid hub lab ledger licence list mark market "
    "meter mission model network observatory office panel passport permit portal quota record "
    "register relay reserve scan scheme school score sheet shelter stock survey track trust "
    "vault watch yard"
)
