import Aftercare
import AftercareStore
import Logging

extension Engine {
    /// Checks the zones after a possible change of their files, and evaluates the affected patients at once.
    package func zonesMayHaveChanged() {
        guard !isStopping else { return }
        do { try checkZones() } catch {
            // Nobody will say again that they may have changed.
            rulesCheckedAt = nil
            return fail(error)
        }
        ring()
    }

    /// Compares the zones of all patients with the rules used to plan their reminders.
    ///
    /// When a zone's rules have changed, its patients are evaluated again: reminders already emitted stand, and future
    /// ones keep their intended local time. A zone that this machine no longer knows is logged once; when it is back,
    /// its patients are evaluated again too.
    func checkZones() throws {
        let now = environment.clock.now
        let check = try store.write { tx -> ZoneCheck in
            let before = try tx.unknownZones()
            var check = ZoneCheck(since: before)
            for (name, fingerprint) in try tx.zones() { try check.add(name, fingerprint, known: unknownZones, environment, now, in: tx) }
            try check.addClinics(environment, now)
            if check.unknown != before { try tx.setUnknownZones(check.unknown) }
            return check
        }
        if !check.isQuiet || unknownZones != Set(check.unknown.keys) { needsPerson = nil }
        try tell(check)
        unknownZones = Set(check.unknown.keys)
    }

    /// Checks whether a pass or a change met an unknown zone that has not been logged yet.
    func noteUnknownZones() throws {
        let met = try store.read { try $0.unknownZones() }
        if !unknownZones.isSuperset(of: met.keys) { try checkZones() }
    }

    private func tell(_ check: ZoneCheck) throws {
        let news = Set(check.unknown.keys).subtracting(unknownZones)
        for zone in try news.isEmpty ? [] : zonesUnknown() where news.contains(zone.name) {
            let waiting = try store.read { try $0.patientsWaiting(in: [zone.name], limit: Self.patientsNamed) }
            let names = waiting.map { "'\($0.id)'" }.joined(separator: ", ")
            let more = zone.patients > waiting.count ? " and \(zone.patients - waiting.count) more" : ""
            environment.logger.tell(
                .zoneUnknown, zone.complaint + (names.isEmpty ? "" : ". It is the zone of \(names)\(more)"),
                [.zone: zone.name, .patients: zone.patients, .reason: zone.reason])
        }
        for zone in check.back {
            environment.logger.tell(
                .zoneBack,
                "the time zone '\(zone.name)' is known again after \(now(since: zone.since)) s; \(zone.patients.counted("patient")) "
                    + "\(zone.patients == 1 ? "is" : "are") planned anew, and what is still of use is said late",
                [.zone: zone.name, .patients: zone.patients, .seconds: now(since: zone.since)])
        }
        for zone in check.changed {
            environment.logger.tell(
                .zoneRulesChanged,
                "the rules of the time zone '\(zone.name)' have changed; \(zone.patients.counted("patient")) \(zone.patients == 1 ? "is" : "are") planned anew",
                [.zone: zone.name, .patients: zone.patients])
        }
    }

    /// The maximum number of patients that one record names.
    private static let patientsNamed = 20

    private func now(since: Instant) -> Int64 { environment.clock.now - since }

    func zonesUnknown() throws -> [UnknownZone] {
        try store.read { try CareRecordLoader(tx: $0, store: store.id, environment: environment).unknownZones() }
    }
}

/// The result of one check of the zones.
private struct ZoneCheck {
    /// The zones that were already unknown, with the time since when.
    let since: [String: Instant]
    private(set) var unknown: [String: Instant] = [:]
    private(set) var back: [(name: String, patients: Int, since: Instant)] = []
    private(set) var changed: [(name: String, patients: Int)] = []

    init(since: [String: Instant]) { self.since = since }

    var isQuiet: Bool { back.isEmpty && changed.isEmpty }

    /// - Parameters:
    ///   - fingerprint: identifies the rules used to plan for the zone's patients; nil when it was not recorded.
    ///   - told: the unknown zones that have been logged.
    mutating func add(
        _ name: String, _ fingerprint: String?, known told: Set<String>, _ environment: EngineEnvironment, _ now: Instant,
        in tx: StoreTransaction
    ) throws {
        guard let zone = environment.zone(name) else {
            guard try !tx.patientsWaiting(in: [name], limit: 1).isEmpty else { return }
            unknown[name] = since[name] ?? now
            if !told.contains(name) { try tx.postponeEvaluations(ofZone: name, to: now + CareRecordLoader.retryEvaluation) }
            return
        }
        let found = zone.fingerprint
        guard since[name] != nil || found != fingerprint else { return }
        try tx.setFingerprint(found, ofZone: name)
        let patients = try tx.advanceEvaluations(ofZone: name, to: now)
        if let since = since[name] { back.append((name, patients, since)) }
        if let fingerprint, found != fingerprint { changed.append((name, patients)) }
    }

    mutating func addClinics(_ environment: EngineEnvironment, _ now: Instant) throws {
        let name = environment.clinic.zone
        if environment.zone(name) == nil {
            unknown[name] = since[name] ?? now
        } else if let since = since[name], !back.contains(where: { $0.name == name }) {
            back.append((name, 0, since))
        }
    }
}
