package import Aftercare
import AftercareStore

/// Whom a status of the whole clinic is about.
package enum Everybody: Hashable, Sendable { case everybody }

extension Engine {
    /// How many patients a status of everybody goes into.
    private static let patientsShown = 20
    /// How many things of each kind that a person must see to.
    private static let staffTasksShown = 50

    /// How things stand for everybody: from the index, and the timelines of the few patients that are shown. What only the
    /// daemon knows is not in it: its version, and what it found outside the engine.
    ///
    /// Like a status of one patient it is read on the engine's queue, at one moment, and worked out off it.
    package nonisolated func status() async throws -> ServiceStatus {
        try await overviews.answer(.everybody) {
            try await self.overview()
        } work: {
            $0.status()
        }
    }

    /// - Throws: `RefusedRequest` where there is no such patient.
    package nonisolated func status(of id: PatientID) async throws -> PatientStatus {
        try await statuses.answer(id) {
            try await self.facts(of: id)
        } work: { facts in
            PatientStatus(of: Schedule(facts.record), at: facts.now, needsPerson: facts.staffTasks)
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
        let known: ServiceStatus
        let inWindow: [CareRecord]
        /// To whom something is said next.
        let soonest: [CareRecord]

        func status() -> ServiceStatus {
            // Most of those in a window are told something next: each is laid out once.
            let schedules = Dictionary((inWindow + soonest).map { ($0.patient.id, $0) }, uniquingKeysWith: { one, _ in one })
                .mapValues { Schedule($0) }
            var status = known
            status.inWindow = inWindow.compactMap { schedules[$0.patient.id] }.map { PatientStatus(inWindowOf: $0, at: known.now) }
            let upcoming = soonest.compactMap { schedules[$0.patient.id] }.flatMap { schedule in
                UpcomingReminder.list(of: schedule, after: known.now, through: known.now + PatientStatus.reach, limit: 3)
            }
            status.upcoming = Array(upcoming.sorted { $0.due < $1.due }.prefix(5))
            return status
        }
    }

    private func overview() throws -> Overview {
        let now = environment.clock.now
        return try reading { tx in
            let loader = CareRecordLoader(tx: tx, store: store.id, environment: environment)
            var status = ServiceStatus(now: now, since: startedAt, journal: journal)
            status.nextDue = try tx.nextDue()
            status.patientsInWindow = try tx.countInWindow(at: now)
            status.needsPerson = try loader.staffTasks(at: now, limit: Self.staffTasksShown)
            status.counts = try tx.reminderCounts(since: now - 86_400)
            status.storeTrouble = storeTrouble?.told
            status.storeTroubleSince = storeTrouble?.since
            status.storeLoss = storeLoss?.text
            status.unknownZones = try loader.unknownZones()
            status.complaints = storeComplaints + status.unknownZones.map(\.complaint)
            status.withheld = withheldInOrder.map(\.answer)
            status.epoch = writer?.epoch
            return Overview(
                known: status,
                inWindow: try tx.patientsInWindow(at: now, limit: Self.patientsShown).compactMap(loader.record(of:)),
                soonest: try tx.patientsNext(limit: Self.patientsShown).compactMap(loader.record(of:)))
        }
    }
}
