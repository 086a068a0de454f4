package import Aftercare
import AftercareStore

/// How things stand, for everybody.
package struct Status: Equatable, Sendable {
    package let now: Instant
    package let startedAt: Instant
    package let journal: JournalHealth
    /// Why the store cannot be written now, so that nothing can be said; nil: it can.
    package let storeTrouble: String?
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
    package let inWindow: [PatientStatus]
    /// What is said next, soonest first.
    package let upcoming: [Upcoming]
}

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
    private static let reach: Int64 = 7 * 86_400

    /// How things stand for everybody: from the index, and the timelines of the few patients that are shown.
    package func status() throws -> Status {
        let now = environment.clock.now
        return try reading { tx in
            let casebook = Casebook(tx: tx, store: store.id, environment: environment)
            let inWindow = try tx.patientsInWindow(at: now, limit: Self.patientsShown)
            let soonest = try tx.patientsNext(limit: Self.patientsShown)
            return Status(
                now: now, startedAt: startedAt, journal: journal, storeTrouble: storeTrouble?.told, storeLoss: storeLoss?.text, complaints: storeComplaints, nextDue: try tx.nextDue(),
                patientsInWindow: try tx.countInWindow(at: now),
                concerns: try casebook.concerns(at: now, limit: Self.concernsShown), counts: try tx.reminderCounts(since: now - 86_400),
                inWindow: try inWindow.compactMap { try Self.status(of: $0, in: casebook, now: now, limit: 0) },
                upcoming: Array(
                    try soonest.compactMap { try Self.status(of: $0, in: casebook, now: now, limit: 3)?.upcoming }
                        .joined().sorted { $0.occurrence.due < $1.occurrence.due }.prefix(5)))
        }
    }

    /// - Throws: `Refusal` where there is no such patient.
    package func status(of id: PatientID) throws -> PatientStatus {
        let now = environment.clock.now
        return try reading { tx in
            let casebook = Casebook(tx: tx, store: store.id, environment: environment)
            guard let status = try Self.status(of: id, in: casebook, now: now, limit: 10) else {
                throw Refusal([Problem(.unknownPatient, at: "", Problem.unknown(patient: id.rawValue))])
            }
            return status
        }
    }

    private static func status(of id: PatientID, in casebook: Casebook, now: Instant, limit: Int) throws -> PatientStatus? {
        guard let record = try casebook.record(of: id) else { return nil }
        let ahead = record.timeline(over: now...now + reach)
        // Names of windows are for the staff; what is said is for the patient.
        let language = casebook.environment.clinic.language
        let coming = ahead.occurrences.filter { $0.due > now && record.willBeSaid($0) }
        let holding = ahead.windows.filter { $0.holds(at: now) }.map { window in
            HoldingWindow(
                window: window, label: record.label(of: window, in: language), until: record.end(of: window, at: now),
                next: coming.first { $0.window == window }?.due, isMuted: record.isMuted(window, at: now))
        }
        let upcoming = coming.prefix(limit).map { occurrence in
            Upcoming(
                patient: id, id: OccurrenceID(occurrence.key, store: record.store), occurrence: occurrence,
                label: record.label(of: occurrence.window, in: language),
                message: record.message(for: occurrence, now: occurrence.due)?.text)
        }
        let concerns = limit == 0 ? [] : try casebook.concerns(of: id, at: now, limit: concernsShown)
        return PatientStatus(
            patient: record.patient, now: now, concerns: concerns, windows: holding, upcoming: upcoming,
            plans: limit == 0 ? nil : record.courses.map(\.plan).filter { $0.status != .enteredInError },
            nextSession: limit == 0 ? nil : record.nextSession(at: now))
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
