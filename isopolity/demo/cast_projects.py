# SPDX-License-Identifier: EUPL-1.2
"""Who plays in the two projects beside the reviews: more invented cities, their associations and authorities."""

from isopolity.demo.cast import DemoCity

MORE_CITIES = [
    DemoCity("Nea Thymaria", "GR", ("el",), 41_600, 38.62, 22.41, 2, "Europe/Athens"),
    DemoCity("Vidzava", "LV", ("lv",), 57_200, 56.71, 24.63, 2, "Europe/Riga"),
    DemoCity("Elderbeek", "BE", ("nl",), 86_300, 51.04, 4.52, 1, "Europe/Brussels"),
    DemoCity("Clairbruyère", "BE", ("fr",), 128_900, 50.62, 4.39, 1, "Europe/Brussels"),
    DemoCity("Roccaserena", "IT", ("it",), 34_100, 38.14, 13.22, 2, "Europe/Rome"),
    DemoCity("Vilarinha do Mar", "PT", ("pt",), 171_500, 38.79, -9.21, 1, "Europe/Lisbon"),
]

# Country → the association that accompanies its cities in the mentoring.
ASSOCIATIONS = {
    "IT": "Italian towns’ association",
    "FR": "French towns’ association",
    "GR": "Greek towns’ association",
    "LV": "Latvian towns’ association",
    "ES": "Spanish towns’ association",
    "BE": "Belgian towns’ association",
}
MENTEES = ["Roccaserena", "Port-Clairval", "Nea Thymaria", "Vidzava"]
MENTORS = ["Torrevalle", "Elderbeek", "Clairbruyère", "Valmora"]

# City → the body that stands beside it in the action-planning network.
AUTHORITIES = {
    "Valmora": "Region of Upper Valmora",
    "Nordhavn": "Region of Nordhavn",
    "Aldersheim": "Ministry of Labour of the Palatine Hills",
    "Hallasaari": "Regional Council of the Great Lakes",
    "Karvinka": "Managing Authority for Employment, Silver Moravia",
    "Torrevalle": "Autonomous Region of the Eastern Valleys",
    "Nowobrzeg": "Marshal’s Office of the Lower Vistula",
    "Nea Thymaria": "Region of Central Thymaria",
    "Port-Clairval": "Ministry of Cities, Western Division",
    "Vilarinha do Mar": "Managing Authority of the Western Coast Programme",
}

# City → what its mapping found, in one sentence each: trends, realities, needs.
MAPPED = {
    "Valmora": (
        "One resident in six was born abroad; most newcomers of the last five years came to join their family.",
        "Seven services advise newcomers, each at its own desk and with its own form.",
        "Newcomers and staff ask for one place to begin, with interpreters who can be booked.",
    ),
    "Nordhavn": (
        "Care homes and shipyards recruit abroad, and four new residents in ten arrive with a contract.",
        "Language courses are full during working hours and half empty in the evening.",
        "Employers, school and union want courses at the place of work.",
    ),
    "Aldersheim": (
        "Families who came as refugees ten years ago now move from shelters into their own flats.",
        "Two districts take up most of them; the housing company has no language in common with many tenants.",
        "Neighbours ask for people who can mediate before a quarrel becomes a case.",
    ),
    "Hallasaari": (
        "The city shrinks, and every class that stays open does so because of children from abroad.",
        "Day care reaches these families late, after the first winter.",
        "Parents ask to meet staff before the child starts, in a language they share.",
    ),
    "Karvinka": (
        "Temporary agencies bring workers for a season; a third stay longer than they had planned.",
        "Nobody at the town hall counts them, and health services see them in an emergency only.",
        "Doctors and landlords ask for a common guide and one telephone number.",
    ),
    "Torrevalle": (
        "The fields around the city live from seasonal work, and women do more and more of it.",
        "Child care closes at four; the last bus from the fields comes at six.",
        "Women’s associations ask for care hours that follow the harvest.",
    ),
    "Nowobrzeg": (
        "In two years the number of pupils without Polish grew from eighty to eleven hundred.",
        "Schools found their own ways, some of them very good, without knowing of each other.",
        "Head teachers ask for shared assistants and a place to exchange what works.",
    ),
    "Nea Thymaria": (
        "Roma families from three countries settled at the edge of the town and seldom register.",
        "Without registration there is no school place, and without school no way out of day labour.",
        "The health mediator asks for a second colleague, and for a bus.",
    ),
    "Port-Clairval": (
        "The harbour changed its trade, and with it the countries from which people come.",
        "Offices write long letters; many older residents do not read them, and newcomers cannot.",
        "Libraries ask for plain language in every letter the city sends.",
    ),
    "Vilarinha do Mar": (
        "Half of the children born last year have a parent from another continent.",
        "Associations are strong, yet each speaks to the city alone.",
        "They ask for a council in which the city answers, and writes down what it promised.",
    ),
}
