import Aftercare
import AftercareConfig
import Foundation

@testable import aftercarectl

// Literal values as the service tells them. It is Friday, 20 November 2026, 14:18 in Berlin.

let now = at("2026-11-20T13:18:00Z")
let berlin = Zone(name: "Europe/Berlin", transitions: [], offsets: [3600])
let kathmandu = Zone(name: "Asia/Kathmandu", transitions: [], offsets: [20_700])
let zones = Zones(machine: berlin) { name in [berlin, kathmandu].first { $0.name == name } }

func at(_ text: String) -> Instant {
    guard let instant = try? Instant(text: text) else { preconditionFailure("'\(text)' is no instant") }
    return instant
}

func id<Entity>(_ text: String) -> ID<Entity> {
    guard let id = ID<Entity>(text) else { preconditionFailure("'\(text)' is no name") }
    return id
}

func occurrence(_ number: Int) -> OccurrenceID {
    let digits = String(number)
    let text = "\(String(repeating: "0", count: 8 - digits.count))\(digits)-0000-5000-8000-000000000000"
    guard let id = try? OccurrenceID(text: text) else { preconditionFailure("'\(text)' is no id") }
    return id
}

func patient(
    _ name: String, zone: String = "Europe/Berlin", quietHours: String? = nil, status: Patient.Status = .active,
    called: String? = nil
) -> Patient {
    Patient(
        id: id(name), zone: zone, language: .english, quietHours: quietHours.flatMap { try? QuietHours(text: $0) },
        history: History(status), name: called)
}

func plan(
    _ name: String, of patient: String, protocol: String = "knee@2", status: Plan.Status = .active,
    modalities: [String: Modality] = [:], without: [String] = [], changes: [InstructionChange] = []
) -> Plan {
    guard let reference = try? ProtocolReference(text: `protocol`) else { preconditionFailure("no reference") }
    return Plan(
        id: id(name), patient: id(patient), careProtocol: reference, history: History(status),
        modalities: Dictionary(uniqueKeysWithValues: modalities.map { (id($0.key), $0.value) }),
        switchedOff: Set(without.map { id($0) }), changes: changes)
}

func treatment(
    _ name: String, of patient: String, status: Treatment.Status = .booked, from start: String = "2026-11-27T16:30:00Z",
    to end: String = "2026-11-27T17:15:00Z", ended: String? = nil, site: String? = nil, product: Product? = nil,
    series: String? = nil
) -> Treatment {
    Treatment(
        id: id(name), patient: id(patient), plan: id("PL-0001"), route: .intraArticular, site: site, product: product,
        status: status, plannedStart: at(start), plannedEnd: at(end), actualEnd: ended.map(at),
        series: series.map { id($0) })
}

func window(
    _ instruction: String, _ label: String, _ opens: String, _ closes: String, until: String? = nil, next: String? = nil,
    isMuted: Bool = false
) -> WindowInForce {
    WindowInForce(
        treatment: id("T-0001"), plan: id("PL-0001"), instruction: id(instruction), kind: .abstain, label: label,
        opens: at(opens), closes: at(closes), until: at(until ?? closes), next: next.map(at),
        isMuted: isMuted)
}

func reaction(
    _ name: String, of patient: String, _ signs: [Reaction.Sign], reported: String = "2026-11-20T09:42:00Z", cleared: String? = nil
) -> Reaction {
    Reaction(
        id: id(name), patient: id(patient), treatment: id("T-0001"), signs: signs, reportedAt: at(reported),
        clearedAt: cleared.map(at))
}

/// One of each kind, not in their order.
let staffTasks = [
    StaffTask(kind: .unconfirmed, patient: id("P-0009"), treatment: id("T-0003"), since: at("2026-11-20T08:00:00Z")),
    StaffTask(
        kind: .unanswered, patient: id("P-0003"), treatment: id("T-0001"), since: at("2026-11-19T10:00:00Z"),
        reminder: occurrence(1), instruction: id("ask"), label: "ask before painkillers"),
    StaffTask(
        kind: .reaction, patient: id("P-0007"), treatment: id("T-0002"), since: at("2026-11-20T09:42:00Z"),
        reaction: id("R-0001"), signs: [.swelling, .breathing]),
    StaffTask(
        kind: .unanswered, patient: id("P-0004"), treatment: id("T-0005"), since: at("2026-11-20T11:00:00Z"),
        reminder: occurrence(2), instruction: id("no-alcohol"), label: "no alcohol", declinedAt: at("2026-11-20T10:30:00Z")),
]

func upcoming(_ number: Int, _ patient: String, _ label: String, _ due: String, _ message: String?) -> UpcomingReminder {
    UpcomingReminder(
        id: occurrence(number), patient: id(patient), treatment: id("T-0001"), instruction: id("no-alcohol"), label: label,
        due: at(due), deadline: at(due) + 3600, message: message)
}

extension PatientStatus {
    init(
        patient: Patient, now: Instant, needsPerson: [StaffTask], windows: [WindowInForce] = [], upcoming: [UpcomingReminder] = [],
        plans: [Plan]? = nil, nextSession: NextSession? = nil, silences: [Suppression]? = nil
    ) {
        self.init(patient: patient, now: now)
        (self.needsPerson, self.windows, self.upcoming) = (needsPerson, windows, upcoming)
        (self.plans, self.nextSession, self.silences) = (plans, nextSession, silences)
    }
}

/// Two patients in windows, on clocks that differ.
func status(
    journal: JournalHealth = JournalHealth(state: .ok), counts: [ReminderState: Int] = [.settled: 12], inWindow: Int = 2,
    needsPerson: [StaffTask] = [], complaints: [String] = [], storeTrouble: String? = nil, storageLow: String? = nil,
    notReloaded: [String] = []
) -> ServiceStatus {
    var status = ServiceStatus(now: now, since: at("2026-11-20T07:00:00Z"), journal: journal)
    status.version = "test"
    status.nextDue = at("2026-11-20T13:30:00Z")
    status.patientsInWindow = inWindow
    status.needsPerson = needsPerson
    status.counts = counts
    status.inWindow = [
        PatientStatus(
            patient: patient("P-0003"), now: now, needsPerson: [],
            windows: [
                window("no-alcohol", "no alcohol", "2026-11-19T18:30:00Z", "2026-11-20T18:30:00Z", next: "2026-11-20T18:30:00Z"),
                window(
                    "no-strenuous-activity", "no strenuous activity", "2026-11-19T18:30:00Z", "2026-11-22T18:30:00Z",
                    next: "2026-11-21T08:00:00Z"),
                window("compress", "cold compress", "2026-11-19T18:30:00Z", "2026-11-21T18:30:00Z", next: "2026-11-20T13:30:00Z"),
            ], upcoming: []),
        PatientStatus(
            patient: patient("P-0009", zone: "Asia/Kathmandu"), now: now, needsPerson: [],
            windows: [window("ask", "ask before painkillers", "2026-11-20T13:00:00Z", "2026-12-04T13:00:00Z")], upcoming: []),
    ]
    status.upcoming = [
        upcoming(1, "P-0003", "cold compress", "2026-11-20T13:30:00Z", "Cold compress: 15 minutes, with a cloth between cold and skin."),
        upcoming(2, "P-0003", "no alcohol", "2026-11-20T18:30:00Z", "The 24 hours without alcohol are over."),
        upcoming(3, "P-0009", "ask before painkillers", "2026-11-21T04:15:00Z", nil),
    ]
    status.complaints = notReloaded + complaints + [storageLow].compactMap(\.self)
    status.storeTrouble = storeTrouble
    status.storeTroubleSince = storeTrouble.map { _ in at("2026-11-20T13:02:00Z") }
    status.storageLow = storageLow
    status.notReloaded = notReloaded
    return status
}

let clocks = Clocks(
    zones: zones, names: [id("P-0003"): "Europe/Berlin", id("P-0009"): "Asia/Kathmandu", id("P-0011"): "Mars/Olympus"], now: now)

let store = occurrence(0).uuid

/// A reminder as the ledger would tell it.
func reminder(
    _ number: Int, _ state: ReminderState, of patient: String = "P-0003", due: String, reason: String? = nil,
    message: String? = nil, late: Int64 = 0, role: Role = .reminder, alsoFor: [String] = [], replaces: OccurrenceKey? = nil
) -> ListedReminder {
    let window = Window(
        treatment: id("T-0001"), timingRevision: 1, plan: id("PL-0001"), careProtocol: plan("PL-0001", of: patient).careProtocol,
        instruction: id("no-alcohol"), kind: .abstain, opens: at("2026-11-19T18:30:00Z"), closes: at("2026-11-20T18:30:00Z"))
    return ListedReminder(
        Reminder(
            id: occurrence(number), patient: id(patient),
            occurrence: Occurrence(
                window: window, place: number, phase: .during, role: role, due: at(due), deadline: at(due) + 7200,
                replaces: replaces),
            state: state, sequence: nil, attempt: 1, reason: reason,
            payload: message.map { Payload(text: $0, language: .english, alsoFor: alsoFor.map { id($0) }) },
            decidedAt: at(due), emittedAt: message == nil ? nil : at(due) + late, cursor: nil), store: store)
}

/// A protocol with one of everything that a sheet tells.
let kneeFile = """
    protocol: knee
    version: 2
    title: { en: Knee injection, de: Kniespritze }
    routes: [intra-articular, intramuscular]
    duration: 45min
    sources:
      sheet: A published sheet
      therapy: "How Exosomes Are Used in Therapy"
    instructions:
      no-food:
        kind: abstain
        from: food
        window: { before: start, for: 6h }
        remind: [start, end]
        quiet: advance
        source: sheet
        label: { en: no food, de: nichts essen }
        text:
          en: "Nothing to eat until {until}."
          de: "Bitte essen Sie bis {until} nichts."
      no-alcohol:
        kind: abstain
        from: alcohol
        window: { after: end, for: 24h }
        remind: [start, 12h, end]
        source: { from: therapy, window: therapy, remind: sheet }
        label: { en: no alcohol, de: kein Alkohol }
        text:
          en: { start: "No alcohol until {until}.", during: "Still no alcohol: {left} to go.", end: "The 24 hours are over." }
          de: { start: "Kein Alkohol bis {until}.", during: "Noch {left} ohne Alkohol.", end: "Die 24 Stunden sind vorbei." }
      compress:
        kind: compress
        modality: plan-decides
        window: { after: end, for: 48h }
        remind: { every: 3h, count: 8 }
        session: 15min
        quiet: skip
        source: { window: sheet, session: sheet }
        label: { en: compress, de: Kompresse }
        text:
          en: { cold: "Cold compress: {session}.", warm: "Warm compress: {session}." }
          de: { cold: "Bitte kühlen: {session}.", warm: "Bitte wärmen: {session}." }
      check:
        kind: followUp
        window: { after: end, offset: 3d, at: "09:00", for: 2d }
        remind: { daily: ["09:00", "18:00"] }
        quiet: override
        source: sheet
        label: { en: check-up, de: Kontrolle }
        text:
          en: "Please come for your check-up: {contact}."
          de: "Bitte kommen Sie zur Kontrolle: {contact}."

    """

func knee() throws -> CareProtocol {
    let parsed = CareProtocol.read(SourceText(name: "knee.yaml", text: kneeFile))
    guard let careProtocol = parsed.value else {
        throw Unreadable(description: parsed.diagnostics.map(\.description).joined(separator: "\n"))
    }
    return careProtocol
}

struct Unreadable: Error, CustomStringConvertible { let description: String }
