"""Names that are known, and the words that show what a name is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from alliance.adding.marks import form, plain, word_set

# The names we know, loaded from data once, when the first text is annotated.


Entry = tuple[str, str]  # (layer, canonical value)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names by their first token, and the lists that help to recognise names we don't know."""

    index: dict[str, tuple[list[int], dict[tuple[str, ...], Entry]]]  # by the tokens that follow
    famous: dict[str, str]  # surname alone -> canonical person
    female: frozenset[str]  # canonical persons and English given names
    female_japanese: frozenset[str]
    given: frozenset[str]
    given_japanese: frozenset[str]
    surnames_japanese: frozenset[str]
    surnames_chinese: frozenset[str]
    surnames_korean: frozenset[str]
    surnames_other: frozenset[str]
    family_first: frozenset[str]  # canonical persons whose first word is the family name

    def value(self, name: str) -> str:
        """The canonical form of a place's or body's name; the name itself if we don't know it."""
        words = list(form(" ".join(w[:1].upper() + w[1:] for w in name.split(" "))))
        hit = self.at(words, 0)
        return hit[1][1] if hit and hit[0] == len(words) and hit[1][0] != "person" else name

    def at(self, words: list[str], i: int) -> tuple[int, Entry] | None:
        """The longest known name that begins at token ``i``: (number of tokens, entry)."""
        word = words[i]
        options = self.index.get(word)
        if options is None and len(word) > 3 and word.isupper():  # TOKYO, KISHIDA Fumio
            options = self.index.get(word.capitalize())
        if options is None:
            return None
        lengths, entries = options
        for n in lengths:
            rest = tuple(words[i + 1 : i + 1 + n])
            if rest in entries:
                return len(rest) + 1, entries[rest]
        return None


def surname(canonical: str, family_first: bool) -> str:
    """The family name in a canonical name: Abe Shinzo -> Abe, Ferdinand Marcos Jr. -> Marcos."""
    parts = [w for w in canonical.replace(",", "").split() if w not in {"Jr.", "Jr", "Sr.", "II"}]
    return parts[0] if family_first else parts[-1]


def _forms(canonical: str, facts: dict[str, object]) -> list[str]:
    found = [canonical, *facts.get("also", [])]  # type: ignore[misc]
    if facts.get("order") == "family first":
        for name in list(found):
            family, _, rest = name.partition(" ")
            if rest and " " not in rest:
                found.append(f"{rest} {family}")
    return found


@cache
def gazetteer() -> Gazetteer:
    """Read ``data/gazetteer.json`` (about 75 kB) and index it; the same object ever after."""
    raw = json.loads(files("alliance").joinpath("data/gazetteer.json").read_text(encoding="utf-8"))
    table: dict[tuple[str, ...], Entry] = {}
    for layer, names in (("place", raw["places"]), ("organisation", raw["organisations"])):
        for canonical, others in names.items():
            for name in (canonical, *others):
                table.setdefault(form(name), (layer, canonical))
    famous: dict[str, str] = {}
    female, first = set(), set()
    for canonical, facts in raw["people"].items():
        for name in _forms(canonical, facts):
            table.setdefault(form(name), ("person", canonical))
        family_first = facts.get("order") == "family first"
        if family_first:
            first.add(canonical)
        if facts.get("surname_alone"):
            famous.setdefault(plain(surname(canonical, family_first)), canonical)
        if facts.get("gender") == "f":
            female.add(canonical)
    grouped: dict[str, dict[tuple[str, ...], Entry]] = {}
    for key, entry in table.items():
        grouped.setdefault(key[0], {})[key[1:]] = entry
    index = {
        word: (sorted({len(rest) for rest in entries}, reverse=True), entries)
        for word, entries in grouped.items()
    }
    given = {kind: frozenset(names.split()) for kind, names in raw["given"].items()}
    families = {kind: frozenset(names.split()) for kind, names in raw["surnames"].items()}
    return Gazetteer(
        index=index,
        famous=famous,
        female=frozenset(female) | given["english_f"],
        female_japanese=given["japanese_f"],
        given=given["english_m"] | given["english_f"],
        given_japanese=given["japanese_m"] | given["japanese_f"],
        surnames_japanese=families["japanese"],
        surnames_chinese=families["chinese"],
        surnames_korean=families["korean"],
        surnames_other=families["other"],
        family_first=frozenset(first),
    )


# Closed word lists: words that begin, end or break a name.
#
# Open lists (names themselves) are data: ``alliance/data/gazetteer.json``.


MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

# A capitalised word before a name that says what the person is.
TITLES = word_set(
    """
    President Minister Secretary Premier Chancellor Gen Lt Col Maj Capt Cmdr Adm Sgt Sen Rep Gov
    Dr Prof Mr Mrs Ms Ambassador Senator Representative Congressman Congresswoman Governor Mayor
    Professor Emperor Empress King Queen Prince Princess Chairman Chairwoman Chairperson Chair
    Chief Commander Director Spokesman Spokeswoman Spokesperson Envoy Commandant General Admiral
    Colonel Major Captain Sergeant Lieutenant Lord Lady Sir Pope Justice Judge Analyst Historian
    Marshal Leader PM Commissioner Speaker Counselor Counsellor Adviser Advisor Diplomat
    Lawmaker Officer Brig Vice Prime Rear Pfc Cpl Rev Generalissimo Comrade Undersecretary
    Chargé Consul Researcher Economist Author Journalist Activist Attorney Delegate Dictator
    Shogun Commodore
    """
)
ROLES = word_set(
    """
    president minister secretary premier chancellor ambassador senator representative
    congressman congresswoman governor mayor professor emperor chairman chairwoman chair chief
    commander director spokesman spokeswoman spokesperson envoy general admiral colonel captain
    analyst historian leader adviser advisor diplomat lawmaker officer researcher economist
    author journalist activist expert scholar student critic lawyer aide writer novelist
    philosopher husband wife son daughter brother sister father mother grandfather grandson
    granddaughter grandmother reporter candidate rival predecessor successor politician veteran
    columnist editor photographer fellow counterpart strategist pilot correspondent protester
    farmer fisherman resident negotiator official attorney dictator ruler marshal prosecutor
    nominee strongman nephew uncle colleague protege teacher scientist physicist artist singer
    filmmaker interpreter translator owner founder captain chairperson shogun commodore coach
    poet archbishop bishop pastor victim survivor official specialist insider soldier marine sailor
    witness marcher worker demonstrator bystander villager islander legislator councillor councilor
    assemblyman parliamentarian staffer operative source observer commentator campaigner organizer
    organiser supporter opponent voter taxpayer landowner teenager man woman boy girl judge lecturer
    academic ally undersecretary policeman guard driver guide monk priest neighbour theorist
    executive member banker engineer doctor nurse sociologist psychologist anthropologist figure
    expatriate heir ex-minister loyalist hawk moderate insurgent defector refugee retiree
    """
)

NATIONALITIES = word_set(
    """
    Japanese American Chinese Korean Taiwanese Russian Soviet British French German Italian
    Spanish Australian Canadian Indian Filipino Philippine Vietnamese Indonesian Malaysian Thai
    Singaporean European Asian African Okinawan Ryukyuan Ukrainian Polish Dutch Iranian Iraqi
    Israeli Arab Palestinian Turkish Mongolian Cambodian Burmese Mexican Brazilian Cuban Swedish
    Norwegian Finnish Danish Swiss Austrian Belgian Greek Hungarian Czech Allied Afghan
    Pakistani Egyptian Saudi Syrian Portuguese Irish Scottish English Welsh Latin Ainu
    Manchurian Hawaiian Texan Hungarian Romanian Tibetan Uyghur Uighur Muslim 
    Buddhist Catholic Jewish Eurasian Nordic 
    """
)

# The last (or first) word of an organisation's name.
ORG_HEADS = word_set(
    """
    Ministry Department Agency Institute Institution Foundation Center Centre Council Committee
    Commission University College School Corporation Corp Inc Ltd Company Co Industries Group
    Party Union Association Federation Command Fleet Force Forces Army Navy Corps Squadron
    Division Brigade Wing Regiment Battalion Court Parliament Assembly Senate Bureau
    Organization Organisation Authority Bank Fund News Times Post Journal Shimbun Shimpo Press
    Broadcasting Television TV Forum Society Academy Board Embassy Consulate League Congress
    Secretariat Guard Headquarters Network Magazine Herald Tribune Daily Gazette Observer Review
    Radio Airlines Motors Technologies Systems Laboratory Laboratories Service Exchange Unit
    Endowment Conference Club Library Subcommittee Caucus Militia Directorate Office Electric
    Steel Chemical Holdings Partners Associates Legislature Police Marines Platoon
    Artillery Taskforce Chamber Trust Archive Archives
    """
)
# Heads that go on with "of X" or "for X".
ORG_FRONT = word_set(
    """
    Ministry Department Agency Institute Institution Foundation Center Centre Council Committee
    Commission University College School Association Federation Bureau Organization Organisation
    Bank Office Board Academy League Court Society Embassy Chamber Forum Congress Union Party
    Subcommittee Corps Fund Endowment Secretariat Assembly Authority Consulate Directorate
    Conference Initiative
    """
)
# An adjective of nationality before these is no part of the name.
STATE_HEADS = word_set("Ministry Department Diet Cabinet Parliament Agency")

PLACE_HEADS = word_set(
    """
    Islands Island Isles Isle Islets Sea Seas Strait Straits Peninsula Prefecture Province Bay
    Gulf Ocean River Mountains Mountain Base Airport Airfield City County Village Ward Harbor
    Harbour Port Valley Desert Shoal Reef Atoll Archipelago Channel Canal Basin Lake Plateau
    Coast Highlands Heights District Shrine Ridge Creek Hill Station Straits Trench Range Pass
    Dam Beach Palace Bridge Square Street Avenue Park Plaza Cape Point Rocks Airbase Garrison
    Barracks
    """
)
# These need one of the words in front: "Air Base", "Naval Station".
BASE_WORDS = word_set("Air Naval Force Space Training Missile Army Navy Marine Corps")
PLACE_FRONT = word_set("Camp Fort Mount Mt Lake Cape Port")
PLACE_OF = word_set("Sea Gulf Bay Strait Straits Isle Cape Island Republic Kingdom Port")
LOWER_PLACE_HEADS = word_set("islands island islets peninsula isles archipelago")

# Capitalised words that are never part of a person's name.
_COMMON = word_set(
    """
    Nihon Nippon Shinbun Minshuto Jiminto Kyosanto Anzen Hosho Joyaku Jieitai Omoiyari Yosan
    Kenpo Tenno Heika Gaimusho Boeisho Kokkai Domei Shoko Kokumin Treaty Treaties Pact War Wars
    Alliance Security Defense Defence Mutual Cooperation Agreement Article Articles Constitution
    Statement Joint Act Strategy Summit Free Open Peace Nuclear Cold World Great New Old Deputy
    Former Acting State States Foreign National International Global Air Naval Marine Military
    Type Operation Exercise Keen Sword Resolute Freedom Edge Guidelines Program Plan Initiative
    Dialogue Framework Nobel Prize Olympic Olympics Games Protocol Accord Accords Charter
    Communique Declaration Doctrine Notes Revision Preamble Protest Protests Movement Incident
    Crisis Japan-U.S. Self Forces Cabinet Diet Finance Trade Commerce Treasury Economy Economic
    Industry Policy Political Public Affairs Relations Studies Strategic Special General
    Assistant Senior Executive Associate Emeritus Outgoing Incoming Democratic Republican
    Republicans Democrats Democrat Communist Communists Socialist Socialists Liberal Liberals
    Conservative Conservatives Nationalist Imperial Supreme High Upper Lower House White Red
    Blue Black Green Golden Northern Southern Eastern Western North South East West Central
    Middle Far Near Northeast Southeast Northwest Southwest Indo Asia Pacific Atlantic Arctic
    Korean Gulf Vietnam Iraq Occupation Emergency Law Laws Bill Budget Report Paper Book Review
    Photo Image File Credit Reporting Editing Writing Additional Top Story Stories Related
    Interview Exclusive Analysis Opinion Editorial Commentary Read Author Source Sources
    Copyright Rights Reserved Advertisement Advertisements Login Share Email Subscribe Follow
    Students Student Protesters Workers Officials Critics Analysts Experts Lawmakers Leaders
    Troops Soldiers Marines Sailors Police Polls Government Administration Regime Congressional
    Presidential Parliamentary Ministerial Bilateral Trilateral Multilateral Regional Domestic
    Annual Fiscal Year Day Month Week Today Yesterday Tomorrow Spring Summer Autumn Winter
    Weekly Daily Christmas Osprey Ospreys Tomahawk Tomahawks Aegis Patriot Typhon Valiant Shield
    Orient Yama Sakura Talisman Sabre Malabar Cope Rimpac Cobra Gold Pitch Balikatan Ulchi
    Vigilant Ace Falcon Hornet Raptor Lightning Globemaster Hawk Reaper Triton Growler Poseidon
    Lawson Walmart Internet Bible Daiichi Daini Buddhism Islam Marxist Marxism Communism
    Trotskyite Stalinist Maoist Confucian English Occupied Territories Territory Area Zone Line
    Chain First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth Both Two Three Four
    Five Six Seven Eight Nine Ten Dozens Hundreds Thousands Millions Consultative Comprehensive
    Progressive Partnership Trans TPP Ship Destroyer Carrier USS JS HMS Class Boeing Prime
    Minister Ministers Presidents Nations Countries Allies Ally Armed Power Powers Tokyo-based
    Sovereignty Equitable Toward Towards Trust Values Shared Renewed Commitment Future Stronger
    Deeper Marks Calls Call Says Signs Visits Meets Warns Vows Backs Seeks Sees Urges Slams
    Opposes Rejects Eyes Hails Faces Wants Makes Takes Gets Gives Holds Launches
    """
)
FUNCTION = word_set(
    """
    The A An And Or But Nor So Yet For If Then Than That This These Those There Their They Them
    He She It Its His Her Him We Us Our You Your I My Me Who Whom Whose Which What When Where
    Why How In On At By To Of From With Without Within Into Onto Over Under Above Below Between
    Among Amid Against About After Before Since Until During Despite Through Throughout Because
    As Although Though While Whereas Once Unless Like Unlike Per Via Upon Beyond Behind Beside
    Besides Along Across Around Near Toward Towards Not No Nobody Nothing None Only Just Even
    Also Still Already Now Later Earlier Meanwhile However Moreover Furthermore Nevertheless
    Nonetheless Instead Thus Hence Therefore Otherwise Indeed Perhaps Maybe Both Either Neither
    Each Every All Any Some Many Much Most More Few Several Other Another Such Same Here Again
    Recently Currently Finally Eventually Ultimately Initially Originally Previously Similarly
    Likewise Asked Speaking Citing Referring According Given Following Based Including Calling
    Saying Noting Adding Having Being Is Are Was Were Be Been Do Does Did Has Have Had Can Could
    Would Should Shall May Might Must Let Yes One Last Next Under One Another Together Apart
    Further Far Long Soon Ever Never Once Under Almost About Nearly Roughly Some Few Back Down
    Up Off Out Today Tonight Though Whether Concerning Regarding Considering Excluding Except
    Rather Quite Very Too Under Part Half Never Nowadays Elsewhere Everyone Everything Anyone
    Someone Something Born Under Old
    """
)
STOP = (
    _COMMON
    | FUNCTION
    | TITLES
    | NATIONALITIES
    | ORG_HEADS
    | PLACE_HEADS
    | frozenset(MONTHS)
    | frozenset(WEEKDAYS)
) - {
    "Lee",
    "Post",
    "Park",
    "Wing",
    "April",
    "June",
    "Steel",
    "Price",
    "Trust",
    "Long",
    "King",
    "Major",
}
PARTICLES = word_set("van von der den de la le du bin al el ben da di dos ter")
SHIPS = word_set("USS JS HMS HMAS USNS CVN carrier destroyer supercarrier")


def is_role(word: str) -> bool:
    """True for a word that says what a person is: "President", "spokesman"."""
    return word in TITLES or word in ROLES
