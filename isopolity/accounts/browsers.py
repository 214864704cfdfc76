# SPDX-License-Identifier: EUPL-1.2
"""What a person calls the browser that sent a request: "Firefox, Windows"."""

# The first that is found counts: most browsers also carry the names of older ones.
BROWSERS = {
    "Edg": "Edge", "OPR/": "Opera", "SamsungBrowser/": "Samsung Internet", "Firefox/": "Firefox", "FxiOS/": "Firefox",
    "CriOS/": "Chrome", "Chrome/": "Chrome", "Safari/": "Safari",
}  # fmt: skip
SYSTEMS = {
    "iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows", "Mac OS X": "macOS",
    "CrOS": "ChromeOS", "Linux": "Linux",
}  # fmt: skip


def browser_name(user_agent: str) -> str:
    """Browser and system as far as they are known; of anything else, the beginning of what it calls itself."""
    return known_browser(user_agent) or user_agent[:60]


def known_browser(user_agent: str) -> str:
    """Browser and system as far as they are known, else nothing: a stranger's own words have no place in a mail."""
    found = [next((name for mark, name in names.items() if mark in user_agent), "") for names in (BROWSERS, SYSTEMS)]
    return ", ".join(name for name in found if name)
