"""Says what Python knows of local time, so that the service can be held against it.

    judge.py zones DIRECTORY FIRST LAST    every zone, around every change of its clocks in those years
    judge.py walls DIRECTORY ZONE WALL...  what becomes of local times
    judge.py sums DIRECTORY ZONE WALL MONTHS DAYS...
                                           where calendar spans from local times end
    judge.py cases DIRECTORY SEED COUNT    sums in every zone, at random, COUNT in each
    judge.py mornings DIRECTORY FIRST LAST sums of one day, from 09:00, around every change

One fact a line. An INSTANT is in seconds since 1970 in UTC, a WALL is what a clock on the wall shows, as one
number (20111230093000), and a FATE is what becomes of a wall: `once INSTANT`, `twice INSTANT INSTANT`, or
`never INSTANT` where the clocks jump over it at that instant.

    zone NAME            what follows is about the clocks of this zone
    changes INSTANT      their offset changes then
    shows INSTANT WALL   they show this then
    meets WALL FATE      this becomes of that time
    ends INSTANT MONTHS DAYS SECONDS INSTANT WALL FATE
                         so much after the first instant it is the second; months and days alone lead to that wall

Nothing here knows how the service computes: the offsets are zoneinfo's, which wall exists and how often follows
from PEP 495, and what a month is from dateutil.
"""

import os
import random
import sys
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones, reset_tzpath

try:
    from dateutil.relativedelta import relativedelta
except ImportError:
    sys.exit(f"'{sys.executable}' has no dateutil; run 'make prerequisites', or 'apt-get install python3-dateutil'")

EPOCH = datetime(1970, 1, 1)
SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


# Local time.


def shown(zone, instant):
    """What a clock on the wall shows at `instant`."""
    return datetime.fromtimestamp(instant, zone).replace(tzinfo=None, fold=0)


def as_if_utc(wall):
    return (wall - EPOCH) // SECOND


def instants(zone, wall):
    """What PEP 495 takes `wall` for, with fold=0 and with fold=1. Neither need show it."""
    return [
        as_if_utc(wall) - zone.utcoffset(wall.replace(tzinfo=zone, fold=fold)) // SECOND for fold in (0, 1)
    ]


def fate(zone, wall):
    """`once`, `twice` or `never`, and the instants. A wall exists at an instant that shows it."""
    early, late = sorted(instants(zone, wall))
    found = [instant for instant in sorted({early, late}) if shown(zone, instant) == wall]
    if found:
        return ("once" if len(found) == 1 else "twice", found)
    return ("never", [change_between(zone, early, late)])


def offset(zone, instant):
    return as_if_utc(shown(zone, instant)) - instant


def change_between(zone, low, high):
    """The first instant at which the offset is no longer that of `low`, given that it changes once up to `high`."""
    before = offset(zone, low)
    while high - low > 1:
        middle = (low + high) // 2
        if offset(zone, middle) == before:
            low = middle
        else:
            high = middle
    return high


def changes(zone, days):
    """Where the offset differs from one of `days` to the next."""
    offsets = [zone.utcoffset(day) for day in days]
    # The earlier of the two instants is the one that has the offset of fold=0, whether the wall exists or not.
    return [
        change_between(zone, min(instants(zone, days[i])), min(instants(zone, days[i + 1])))
        for i in range(len(days) - 1)
        if offsets[i] != offsets[i + 1]
    ]


def midnights(first, last):
    """Every midnight of these years, and of a day more on both sides: a year begins at other times elsewhere."""
    start, end = datetime(first, 1, 1) - DAY, datetime(last + 1, 1, 1) + DAY
    return [start + DAY * i for i in range((end - start).days + 1)]


def span_of_change(zone, change):
    """From where to where on the wall the clocks jump, in the order of the wall."""
    return sorted([shown(zone, change - 1) + SECOND, shown(zone, change)])


# The database.


def zone_files(directory):
    """The names of all zones, each with its bytes."""
    reset_tzpath(to=[directory])
    for name in sorted(available_timezones()):
        path = os.path.join(directory, name)
        # Where Python brings a database of its own, it may know more names.
        if os.path.isfile(path):
            with open(path, "rb") as file:
                yield name, file.read()


def each_zone(directory, facts):
    """Says `facts` of every zone; they are found once for names of the same bytes, and said of every name."""
    known = {}
    for name, content in zone_files(directory):
        if content not in known:
            known[content] = facts(load(directory, name))
        print("zone", name)
        if known[content]:
            print("\n".join(known[content]))


def load(directory, name):
    with open(os.path.join(directory, name), "rb") as file:
        return ZoneInfo.from_file(file, name)


# What is said.


def number(wall):
    """20111230093000."""
    clock = wall.hour * 10_000 + wall.minute * 100 + wall.second
    return (wall.year * 10_000 + wall.month * 100 + wall.day) * 1_000_000 + clock


def read(wall):
    return datetime.strptime(wall, "%Y%m%d%H%M%S")


def said(fate):
    word, found = fate
    return f"{word} {' '.join(map(str, found))}"


def shows(zone, instant):
    return f"shows {instant} {number(shown(zone, instant))}"


def meets(zone, wall):
    return f"meets {number(wall)} {said(fate(zone, wall))}"


def ends(zone, start, months, weeks, days, seconds):
    wall = shown(zone, start) + relativedelta(months=months, weeks=weeks, days=days)
    found = fate(zone, wall)
    return f"ends {start} {months} {weeks * 7 + days} {seconds} {found[1][0] + seconds} {number(wall)} {said(found)}"


def around(zone, change):
    yield f"changes {change}"
    for distance in (0, 1, 1800, 3600, 43_200):
        yield shows(zone, change + distance)
        if distance:
            yield shows(zone, change - distance)
    low, high = span_of_change(zone, change)
    for edge in (low, high):
        for distance in (SECOND, timedelta(), -SECOND):
            yield meets(zone, edge - distance)
    yield meets(zone, low + (high - low) // 2 // SECOND * SECOND)
    for distance in (30 * MINUTE, HOUR, 12 * HOUR):
        yield meets(zone, low - distance)
        yield meets(zone, high + distance)


def every_year(zone, first, last):
    for year in range(first, last + 1):
        for wall in ((1, 1), (2, 28, 23, 59, 59), (7, 1, 12), (12, 31, 23, 59, 59)):
            yield shows(zone, as_if_utc(datetime(year, *wall)))
            yield meets(zone, datetime(year, *wall))


def zones(directory, first, last):
    days = midnights(int(first), int(last))

    def facts(zone):
        found = changes(zone, days)
        lines = [line for change in found for line in around(zone, change)]
        return lines + list(every_year(zone, int(first), int(last)))

    each_zone(directory, facts)


def walls(directory, name, *texts):
    zone = load(directory, name)
    print("zone", name)
    for text in texts:
        print(meets(zone, read(text)))


def sums(directory, name, *rest):
    zone = load(directory, name)
    print("zone", name)
    for wall, months, days in zip(rest[0::3], rest[1::3], rest[2::3]):
        print(ends(zone, fate(zone, read(wall))[1][0], int(months), 0, int(days), 0))


def cases(directory, seed, count):
    chance = random.Random(int(seed))
    days = midnights(1971, 2119)

    def whole(longest):
        return chance.choice((0, 1, -1, chance.randint(-longest, longest)))

    def anywhere():
        return chance.choice(days) + MINUTE * chance.randrange(1440)

    def facts(zone):
        found = changes(zone, days)
        lines = []
        for turn in range(int(count)):
            months, weeks, more, seconds = whole(240) or 1, whole(60), whole(800), whole(200_000)
            start = anywhere()
            if found and turn % 3 == 0:
                # So that the calendar leads to where the clocks change.
                low, high = span_of_change(zone, chance.choice(found))
                target = low + chance.randrange((high - low) // MINUTE + 1) * MINUTE
                months = chance.choice((0, months)) if weeks or more else months
                start = target - relativedelta(weeks=weeks, days=more) - relativedelta(months=months)
            elif turn % 3 == 1:
                start += relativedelta(day=31 - chance.randrange(3))
                weeks, more, seconds = 0, 0, chance.choice((0, seconds))
            lines.append(ends(zone, chance.choice(fate(zone, start)[1]), months, weeks, more, seconds))
        return lines

    each_zone(directory, facts)


def mornings(directory, first, last):
    days = midnights(int(first), int(last))

    def facts(zone):
        found = changes(zone, days)
        lines = []
        for change in found:
            for day in (-2, -1, 0):
                nine = shown(zone, change).replace(hour=9, minute=0, second=0) + DAY * day
                word, when = fate(zone, nine)
                if word != "never":
                    lines.append(ends(zone, when[0], 0, 0, 1, 0))
        return lines

    each_zone(directory, facts)


COMMANDS = {command.__name__: command for command in (zones, walls, sums, cases, mornings)}

if __name__ == "__main__":
    COMMANDS[sys.argv[1]](*sys.argv[2:])
