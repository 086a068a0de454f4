import Aftercare
import AftercareStore
import Logging

extension Engine {
    /// The files of the zones may have changed: whoever is concerned is looked at anew, at once.
    package func zonesMayHaveChanged() {
        guard !isStopping else { return }
        do { try checkZones() } catch { return fail(error) }
        ring()
    }

    /// Holds the zones of all patients against what they were planned by.
    ///
    /// Where the rules of one have changed its patients are looked at anew: what was said stays said; what is to come
    /// keeps the local time that it was meant for. One that this machine does not know any more is told of, once; when
    /// it is back its patients are looked at anew too.
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

    /// Looks whether a pass, or a change, met a zone that nobody has told of yet.
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

    /// How many patients a record names.
    private static let patientsNamed = 20

    private func now(since: Instant) -> Int64 { environment.clock.now - since }

    func zonesUnknown() throws -> [UnknownZone] {
        try store.read { try CareRecordLoader(tx: $0, store: store.id, environment: environment).unknownZones() }
    }
}

/// What one look at the zones finds.
private struct ZoneCheck {
    /// Since when each is unknown, as it was known before.
    let since: [String: Instant]
    private(set) var unknown: [String: Instant] = [:]
    private(set) var back: [(name: String, patients: Int, since: Instant)] = []
    private(set) var changed: [(name: String, patients: Int)] = []

    init(since: [String: Instant]) { self.since = since }

    var isQuiet: Bool { back.isEmpty && changed.isEmpty }

    /// - Parameters:
    ///   - fingerprint: of the rules by which the zone's patients were planned; nil: that was not noted.
    ///   - told: the zones that were told of.
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
