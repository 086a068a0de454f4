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
    package let staffTasks: [StaffTask]
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
    package let staffTasks: [StaffTask]
    package let windows: [HoldingWindow]
    package let upcoming: [Upcoming]
    /// But those that were entered in error; nil among those of everybody.
    package let plans: [Plan]?
    /// Nil: none is to come, or it was asked for everybody.
    package let nextSession: NextSession?
    /// Why little or nothing is said; nil among those of everybody.
    package let silences: [Suppression]?
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
    private static let staffTasksShown = 50
    /// How far ahead a status looks for reminders, in seconds: a week.
    fileprivate static let reach: Int64 = 7 * 86_400

    /// How things stand for everybody: from the index, and the timelines of the few patients that are shown.
    ///
    /// Like a status of one patient it is read on the engine's queue, at one moment, and worked out off it.
    package nonisolated func status() async throws -> Status {
        try await overviews.answer(.everybody) { try await self.overview() } work: { $0.status() }
    }

    /// - Throws: `RefusedRequest` where there is no such patient.
    package nonisolated func status(of id: PatientID) async throws -> PatientStatus {
        try await statuses.answer(id) { try await self.facts(of: id) } work: { facts in
            PatientStatus(facts.record, at: facts.now, staffTasks: facts.staffTasks)
        }
    }

    /// What a status of one patient is worked out from.
    private struct Facts: Sendable {
        let now: Instant
        let record: CareRecord
        let staffTasks: [StaffTask]
    }

    private func facts(of id: PatientID) throws -> Facts {
        let now = environment.clock.now
        return try reading { tx in
            let loader = CareRecordLoader(tx: tx, store: store.id, environment: environment)
            guard let record = try loader.record(of: id) ?? tx.patient(id).map(loader.record(ofTimeless:)) else {
                throw RefusedRequest([Problem(.unknownPatient, at: "", Problem.unknown(patient: id.rawValue))])
            }
            return Facts(now: now, record: record, staffTasks: try loader.staffTasks(of: id, at: now, limit: Self.staffTasksShown))
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
            let schedules = Dictionary((inWindow + soonest).map { ($0.patient.id, $0) }, uniquingKeysWith: { one, _ in one })
                .mapValues { Schedule($0) }
            let end = known.now + Engine.reach
            let inWindow = inWindow.compactMap { schedules[$0.patient.id] }.map { schedule in
                PatientStatus(of: schedule, at: known.now, staffTasks: [], through: end, limit: 0, isWhole: false)
            }
            let upcoming = soonest.compactMap { schedules[$0.patient.id] }.flatMap { schedule in
                Upcoming.list(of: schedule, after: known.now, through: end, limit: 3)
            }.sorted { $0.occurrence.due < $1.occurrence.due }
            return known.with(inWindow: inWindow, upcoming: Array(upcoming.prefix(5)))
        }
    }

    private func overview() throws -> Overview {
        let now = environment.clock.now
        return try reading { tx in
            let loader = CareRecordLoader(tx: tx, store: store.id, environment: environment)
            let known = Status(
                now: now, startedAt: startedAt, journal: journal, storeTrouble: storeTrouble?.told,
                storeTroubleSince: storeTrouble?.since, storeLoss: storeLoss?.text,
                complaints: storeComplaints, nextDue: try tx.nextDue(),
                patientsInWindow: try tx.countInWindow(at: now),
                staffTasks: try loader.staffTasks(at: now, limit: Self.staffTasksShown), counts: try tx.reminderCounts(since: now - 86_400),
                inWindow: [], upcoming: [], unknownZones: try loader.unknownZones(), withheld: withheldInOrder.map(\.answer), writer: writer)
            return Overview(
                known: known,
                inWindow: try tx.patientsInWindow(at: now, limit: Self.patientsShown).compactMap(loader.record(of:)),
                soonest: try tx.patientsNext(limit: Self.patientsShown).compactMap(loader.record(of:)))
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
    package init(_ record: CareRecord, at now: Instant, staffTasks: [StaffTask]) {
        self.init(of: Schedule(record), at: now, staffTasks: staffTasks, through: now + Engine.reach, limit: 10, isWhole: true)
    }

    /// - Parameters:
    ///   - end: how far ahead reminders are looked for.
    ///   - limit: how many reminders are foretold.
    ///   - isWhole: with plans and sessions.
    fileprivate init(of schedule: Schedule, at now: Instant, staffTasks: [StaffTask], through end: Instant, limit: Int, isWhole: Bool) {
        let record = schedule.record
        // Names of windows are for the staff; what is said is for the patient.
        let language = record.clinic.language
        // Where nobody knows the patient's clock, nobody can say what holds, or what comes.
        let isTimeless = record.zone.standsInFor != nil
        let windows = isTimeless ? [] : schedule.windows(at: now).map { window in
            HoldingWindow(
                window: window, label: record.label(of: window, in: language), until: schedule.end(of: window, at: now),
                next: schedule.next(in: window, after: now, through: end), isMuted: schedule.isMuted(window, at: now))
        }
        self.init(
            patient: record.patient, now: now, staffTasks: staffTasks, windows: windows,
            upcoming: isTimeless ? [] : Upcoming.list(of: schedule, after: now, through: end, limit: limit),
            plans: isWhole ? record.assignedPlans.map(\.plan).filter { $0.status != .enteredInError } : nil,
            nextSession: isWhole ? record.nextSession(at: now) : nil, silences: isWhole ? record.silences(at: now) : nil)
    }
}

extension Upcoming {
    fileprivate static func list(of schedule: Schedule, after now: Instant, through end: Instant, limit: Int) -> [Upcoming] {
        let record = schedule.record
        return schedule.upcoming(after: now, through: end, limit: limit).map { occurrence in
            Upcoming(
                patient: record.patient.id, id: OccurrenceID(occurrence.key, store: record.store), occurrence: occurrence,
                label: record.label(of: occurrence.window, in: record.clinic.language),
                message: schedule.message(for: occurrence, now: occurrence.due)?.text)
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
