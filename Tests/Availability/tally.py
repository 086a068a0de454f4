#!/usr/bin/env python3
"""Counts the reminders of a trial in the journals of both machines.

usage: tally.py ROUNDS LOTS PATIENTS INSTRUCTIONS JOURNAL...

ROUNDS has a line for each burst: its number, what was done, the machine that had the service, the one that has it since,
and when it was done (seconds). Prints a table; ends with 1 where anything was lost, repeated or early.
"""
import json
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import datetime


def several(value):
    """A field's values: journald keeps each of them, and shows one alone as a text."""
    return value if isinstance(value, list) else [] if value is None else [value]


FIELDS = [
    "_MACHINE_ID", "AFTERCARE_DUE", "AFTERCARE_INSTRUCTION", "AFTERCARE_PATIENT", "AFTERCARE_REDELIVERY",
    "AFTERCARE_REMINDERS", "AFTERCARE_REMINDER_ID", "AFTERCARE_SEQ",
]


def records(directory):
    """Its messages. Through several files a record is still one: it has a cursor of its own."""
    command = [
        "journalctl", "--quiet", "--directory", directory, "--output", "json", "--all", "--output-fields", ",".join(FIELDS),
        "SYSLOG_IDENTIFIER=aftercare",
    ]
    found = {}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as journal:
        for line in journal.stdout:
            record = json.loads(line)
            if "AFTERCARE_REMINDER_ID" in record:
                found[record["__CURSOR"]] = record
    if journal.returncode != 0:
        sys.exit(2)
    return found.values()


def reminders(record):
    """The reminders of a message: of each its instruction, when it was due, and what is known of an earlier record."""
    ids = several(record["AFTERCARE_REMINDER_ID"])
    if "AFTERCARE_REMINDERS" in record:
        items = json.loads(record["AFTERCARE_REMINDERS"])
        listed = [item["reminder"] for item in items]
        told = [(item["instruction"], item["due"], item.get("redelivery")) for item in items]
    else:
        listed = ids[:1]
        told = [(record["AFTERCARE_INSTRUCTION"], record["AFTERCARE_DUE"], record.get("AFTERCARE_REDELIVERY"))]
    if sorted(listed) != sorted(ids):
        sys.exit(f"the message number {record['AFTERCARE_SEQ']} names {sorted(ids)}, and lists {sorted(listed)}")
    return told


def main():
    rounds = [line.split() for line in open(sys.argv[1])]
    lots, patients, instructions = map(int, sys.argv[2:5])
    all_records = sorted(
        (record for directory in sys.argv[5:] for record in records(directory)),
        key=lambda record: int(record["__REALTIME_TIMESTAMP"]))

    said = Counter()
    late, early, sequence, redelivered = defaultdict(float), Counter(), defaultdict(set), Counter()
    written = defaultdict(list)
    # Two machines that write at once take turns more often than the service moves.
    writers = [record["_MACHINE_ID"] for record in all_records]
    turns = sum(earlier != later for earlier, later in zip(writers, writers[1:]))
    for record in all_records:
        at = int(record["__REALTIME_TIMESTAMP"]) / 1e6
        patient = record["AFTERCARE_PATIENT"]
        number = patient.split("-")[1]
        is_new = False
        for instruction, due, redelivery in reminders(record):
            due = datetime.fromisoformat(due.replace("Z", "+00:00")).timestamp()
            said[patient, instruction] += 1
            if said[patient, instruction] == 1:
                late[number] = max(late[number], at - due)
                is_new = True
            early[number] += at < due
            redelivered[number] += redelivery is not None
        if is_new:
            written[number].append((at, record["_MACHINE_ID"]))
        sequence[int(record["AFTERCARE_SEQ"])].add(frozenset(several(record["AFTERCARE_REMINDER_ID"])))

    table = {}
    for number, kind, before, after, instant in rounds:
        row = table.setdefault(kind, Counter())
        subjects = [
            (f"P-{number}-{lot}-{patient}", f"advice-{instruction}")
            for lot in range(lots) for patient in range(patients) for instruction in range(instructions)]
        row["bursts"] += 1
        row["moves"] += before != after
        row["reminders"] += len(subjects)
        row["lost"] += sum(said[subject] == 0 for subject in subjects)
        row["repeated"] += sum(max(0, said[subject] - 1) for subject in subjects)
        row["early"] += early[number]
        row["again"] += redelivered[number]
        row["late"] = max(row["late"], late[number])
        # The pause: from the last record of the one machine to the first of the other.
        times = written[number]
        gaps = [later[0] - earlier[0] for earlier, later in zip(times, times[1:]) if earlier[1] != later[1]]
        row["gap"] = max([row["gap"]] + gaps)

    columns = ["bursts", "moves", "reminders", "lost", "repeated", "early", "again"]
    print(f"{'what was done':14}" + "".join(f"{name:>11}" for name in columns) + f"{'worst gap':>12}{'worst late':>12}")
    total = Counter()
    for kind, row in table.items():
        total.update({name: row[name] for name in columns})
        total["gap"], total["late"] = max(total["gap"], row["gap"]), max(total["late"], row["late"])
        print_row(kind, row, columns)
    print_row("in all", total, columns)

    numbers = sorted(sequence)
    holes = numbers[-1] - numbers[0] + 1 - len(numbers) if numbers else 0
    shared = sum(len(messages) > 1 for messages in sequence.values())
    print(f"numbers missing: {holes}; numbers on two messages: {shared}; "
          f"changes of the writing machine: {turns}, of them by a move: {total['moves']}")
    bad = total["lost"] + total["repeated"] + total["early"] + holes + shared + abs(turns - total["moves"])
    sys.exit(1 if bad else 0)


def print_row(name, row, columns):
    print(f"{name:14}" + "".join(f"{row[column]:>11}" for column in columns) + f"{row['gap']:>10.1f} s{row['late']:>10.1f} s")


main()
