package import Aftercare
import AftercareStore

/// How things stand, for everybody.
package struct Status: Equatable, Sendable {
    package let now: Instant
    package let startedAt: Instant
    package let journal: JournalHealth
    /// Why the store cannot be written now, so that nothing can be said; nil: it can.
    package let storeTrouble: String?
    /// Since when that is so.
    package let storeTroubleSince: Instant?
    /// That the store's files are not where they were, and what to do; nil: they are.
    package let storeLoss: String?
    /// What an administrator should see to, as far as the engine knows.
    package let complaints: [String]
    /// When something is next to be said to anybody.
    package let nextDue: Instant?
    package let patientsInWindow: Int
    /// What a person must see to, open reactions first; the first of them.
    package let concerns: [Concern]
    /// How many reminders stand where: all that wait for a receipt, and of the others those of the last 24 hours.
    package let counts: [ReminderState: Int]
    /// The patients in a window, the first of them.
    package fileprivate(set) var inWindow: [PatientStatus]
    /// What is said next, soonest first.
    package fileprivate(set) var upcoming: [Upcoming]
    /// The zones that this machine does not know, and somebody waits for.
    package let unknownZones: [UnknownZone]
    /// What waits for another machine's journal.
    package let withheld: [Withheld]
    /// Under which machine and user, and in which epoch, records are sent; nil: there is no journal.
    package let writer: Writer?
}

/// Whom a status of the whole clinic is about.
package enum Everybody: Hashable, Sendable { case everybody }

/// How things stand for one patient.
package struct PatientStatus: Equatable, Sendable {
    package let patient: Patient
    package let now: Instant
    /// What a person must see to, open reactions first.
    package let concerns: [Concern]
    package let windows: [HoldingWindow]
    package let upcoming: [Upcoming]
    /// But those that were entered in error; nil among those of everybody.
    package let plans: [Plan]?
    /// Nil: none is to come, or it was asked for everybody.
    package let nextSession: NextSession?
    /// Why little or nothing is said; nil among those of everybody.
    package let silences: [Silence]?
}

/// The session that is under way, or comes next.
package struct NextSession: Equatable, Sendable {
    package let treatment: Treatment
    /// In its series, from 1; nil: it stands alone.
    package let number: Int?
    package let count: Int?
}

/// A window that holds now.
package struct HoldingWindow: Equatable, Sendable {
    package let window: Window
    package let label: String
    /// Until when it holds together with what other treatments ask of the same.
    package let until: Instant
    /// The next reminder in it.
    package let next: Instant?
    /// Muted by a reaction that is not cleared.
    package let isMuted: Bool
}

/// A reminder that is still to come.
package struct Upcoming: Equatable, Sendable {
    package let patient: PatientID
    package let id: OccurrenceID
    package let occurrence: Occurrence
    package let label: String
    /// What it would say.
    package let message: String?
}

extension Engine {
    /// How many patients a status of everybody goes into.
    private static let patientsShown = 20
    /// How many things of each kind that a person must see to.
    private static let concernsShown = 50
    /// How far ahead a status looks for reminders, in seconds: a week.
    fileprivate static let reach: Int64 = 7 * 86_400

    /// How things stand for everybody: from the index, and the timelines of the few patients that are shown.
    ///
    /// Like a status of one patient it is read on the engine's queue, at one moment, and worked out off it.
    package nonisolated func status() async throws -> Status {
        try await overviews.answer(.everybody) { try await self.overview() } work: { $0.status() }
    }

    /// - Throws: `Refusal` where there is no such patient.
    package nonisolated func status(of id: PatientID) async throws -> PatientStatus {
        try await statuses.answer(id) { try await self.facts(of: id) } work: { facts in
            PatientStatus(facts.record, at: facts.now, concerns: facts.concerns)
        }
    }

    /// What a status of one patient is worked out from.
    private struct Facts: Sendable {
        let now: Instant
        let record: CareRecord
        let concerns: [Concern]
    }

    private func facts(of id: PatientID) throws -> Facts {
        let now = environment.clock.now
        return try reading { tx in
            let casebook = Casebook(tx: tx, store: store.id, environment: environment)
            guard let record = try casebook.record(of: id) ?? tx.patient(id).map(casebook.record(ofTimeless:)) else {
                throw Refusal([Problem(.unknownPatient, at: "", Problem.unknown(patient: id.rawValue))])
            }
            return Facts(now: now, record: record, concerns: try casebook.concerns(of: id, at: now, limit: Self.concernsShown))
        }
    }

    /// What a status of everybody is worked out from.
    private struct Overview: Sendable {
        /// But for what needs a timeline.
        let known: Status
        let inWindow: [CareRecord]
        /// To whom something is said next.
        let soonest: [CareRecord]

        func status() -> Status {
            // Most of those in a window are told something next: each is laid out once.
            let agendas = Dictionary((inWindow + soonest).map { ($0.patient.id, $0) }, uniquingKeysWith: { one, _ in one })
                .mapValues { Agenda($0) }
            let end = known.now + Engine.reach
            let inWindow = inWindow.compactMap { agendas[$0.patient.id] }.map { agenda in
                PatientStatus(of: agenda, at: known.now, concerns: [], through: end, limit: 0, isWhole: false)
            }
            let upcoming = soonest.compactMap { agendas[$0.patient.id] }.flatMap { agenda in
                Upcoming.list(of: agenda, after: known.now, through: end, limit: 3)
            }.sorted { $0.occurrence.due < $1.occurrence.due }
            return known.with(inWindow: inWindow, upcoming: Array(upcoming.prefix(5)))
        }
    }

    private func overview() throws -> Overview {
        let now = environment.clock.now
        return try reading { tx in
            let casebook = Casebook(tx: tx, store: store.id, environment: environment)
            let known = Status(
                now: now, startedAt: startedAt, journal: journal, storeTrouble: storeTrouble?.told,
                storeTroubleSince: storeTrouble?.since, storeLoss: storeLoss?.text,
                complaints: storeComplaints, nextDue: try tx.nextDue(),
                patientsInWindow: try tx.countInWindow(at: now),
                concerns: try casebook.concerns(at: now, limit: Self.concernsShown), counts: try tx.reminderCounts(since: now - 86_400),
                inWindow: [], upcoming: [], unknownZones: try casebook.unknownZones(), withheld: withheldInOrder, writer: writer)
            return Overview(
                known: known,
                inWindow: try tx.patientsInWindow(at: now, limit: Self.patientsShown).compactMap(casebook.record(of:)),
                soonest: try tx.patientsNext(limit: Self.patientsShown).compactMap(casebook.record(of:)))
        }
    }
}

extension Status {
    fileprivate func with(inWindow: [PatientStatus], upcoming: [Upcoming]) -> Status {
        var whole = self
        (whole.inWindow, whole.upcoming) = (inWindow, upcoming)
        return whole
    }
}

extension PatientStatus {
    package init(_ record: CareRecord, at now: Instant, concerns: [Concern]) {
        self.init(of: Agenda(record), at: now, concerns: concerns, through: now + Engine.reach, limit: 10, isWhole: true)
    }

    /// - Parameters:
    ///   - end: how far ahead reminders are looked for.
    ///   - limit: how many reminders are foretold.
    ///   - isWhole: with plans and sessions.
    fileprivate init(of agenda: Agenda, at now: Instant, concerns: [Concern], through end: Instant, limit: Int, isWhole: Bool) {
        let record = agenda.record
        // Names of windows are for the staff; what is said is for the patient.
        let language = record.clinic.language
        // Where nobody knows the patient's clock, nobody can say what holds, or what comes.
        let isTimeless = record.zone.standsInFor != nil
        let windows = isTimeless ? [] : agenda.windows(at: now).map { window in
            HoldingWindow(
                window: window, label: record.label(of: window, in: language), until: agenda.end(of: window, at: now),
                next: agenda.next(in: window, after: now, through: end), isMuted: agenda.isMuted(window, at: now))
        }
        self.init(
            patient: record.patient, now: now, concerns: concerns, windows: windows,
            upcoming: isTimeless ? [] : Upcoming.list(of: agenda, after: now, through: end, limit: limit),
            plans: isWhole ? record.courses.map(\.plan).filter { $0.status != .enteredInError } : nil,
            nextSession: isWhole ? record.nextSession(at: now) : nil, silences: isWhole ? record.silences(at: now) : nil)
    }
}

extension Upcoming {
    fileprivate static func list(of agenda: Agenda, after now: Instant, through end: Instant, limit: Int) -> [Upcoming] {
        let record = agenda.record
        return agenda.upcoming(after: now, through: end, limit: limit).map { occurrence in
            Upcoming(
                patient: record.patient.id, id: OccurrenceID(occurrence.key, store: record.store), occurrence: occurrence,
                label: record.label(of: occurrence.window, in: record.clinic.language),
                message: agenda.message(for: occurrence, now: occurrence.due)?.text)
        }
    }
}

extension CareRecord {
    /// The session that is under way, or comes next, whether its plan is active or not.
    fileprivate func nextSession(at now: Instant) -> NextSession? {
        let known = treatments.filter { $0.status != .enteredInError }.sorted { ($0.start, $0.id) < ($1.start, $1.id) }
        let next = known.first { ($0.status == .booked || $0.status == .inProgress) && $0.end > now }
        guard let next else { return nil }
        let series = next.series.map { series in known.filter { $0.series == series } }
        let index = series?.firstIndex { $0.id == next.id }
        return NextSession(treatment: next, number: index.map { $0 + 1 }, count: series?.count)
    }
}
