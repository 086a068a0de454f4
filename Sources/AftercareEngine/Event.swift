package import Logging

/// A kind of message in the journal about the service's own work. Each has a fixed level, and its own id by which it is
/// found and explained (`journalctl -x`).
///
/// The message contains everything; the facts repeat it as fields, for queries. The catalog texts in systemd/catalog
/// use the same facts. No fact names a patient.
package enum Event: String, CaseIterable, Sendable {
    // The service.
    case ready
    case stopped
    case leftUnfinished
    case startRefused
    case configurationRefused
    // Its configuration.
    case reloaded
    case notReloaded
    case protocolRefused
    case advice
    case clinicRulesChanged
    // The journal.
    case journalFailing
    case journalBack
    case journalLimited
    case journalDamaged
    case reconciled
    case receiptsLost
    // Other machines.
    case movedHere
    case withheld
    case withheldNoMore
    case replaced
    // The store.
    case storeFailing
    case storeBack
    case storeGone
    case storeMade
    case storeReplaced
    case storageLow
    case storageBack
    case reserveMissing
    case backupInPlace
    case olderCopy
    case requestFailed
    // Time.
    case clockSet
    case zoneRulesChanged
    case zoneUnknown
    case zoneBack
    case machineZoneUnknown

    /// 32 hexadecimal digits; never change them.
    package var messageID: String {
        switch self {
        case .ready: "6028ca4c0ef346f5a74c1e56e262d632"
        case .stopped: "56a34150f0f545e3a04cb7084ef21a99"
        case .leftUnfinished: "d74d58b9a6c24e50be87df4fea9e470a"
        case .startRefused: "f0e377a1875b45b7a780ef988be56268"
        case .configurationRefused: "f98dbdf94a924e389361e74faa4e7c7e"
        case .reloaded: "0fe9f5a659604ea6b65c5af3d31ee97e"
        case .notReloaded: "11ba0bd797d04f4e98d51bcdc9915ae7"
        case .protocolRefused: "0b46e1d5dac148929811701487b71423"
        case .advice: "c9461b9faa74488881ad1afa9d290022"
        case .clinicRulesChanged: "94be76fafc82475bbb711ca8c780ad86"
        case .journalFailing: "69615e5c21f34ce8af9e8a7b48b9faf6"
        case .journalBack: "2797883df92143a48c8a85523a0b1935"
        case .journalLimited: "f077e27737584fdd9a6afea033e4781a"
        case .journalDamaged: "89a30af25705400ab9e8f2c109a778c1"
        case .reconciled: "f3e4b6670ac743868c550970096d75cc"
        case .receiptsLost: "d0dd9ea8840f47acae0db1a323377810"
        case .movedHere: "d3c5a9f0e1b84c52b6f7a0948e21c763"
        case .withheld: "5e0b7c1f94d64ab19c38f2a7d06e95b4"
        case .withheldNoMore: "8a41f6d2c7b34e0f95d1b6e80c72a39f"
        case .replaced: "b97e20d5a3184fc6a4e6c15f8d3702ba"
        case .storeFailing: "25e8fbd037f34016baff82fa9ff2d505"
        case .storeBack: "0771497c918a49a4bc29238681ae0faf"
        case .storeGone: "0ed6e8377bd045cd8800fdcd404d4d1f"
        case .storeMade: "b2d2b352ebf248bbb117c6c7c644d52c"
        case .storeReplaced: "dfa73a695cf642d49e209ef858b30a45"
        case .storageLow: "64ec679bc456423cb327514d275ca78b"
        case .storageBack: "c1430eb85a544414a12639901484f582"
        case .reserveMissing: "624dd4e7ed8847cba940230b713f3249"
        case .backupInPlace: "248e0920626d4303ba94a4f7d1c6ad5c"
        case .olderCopy: "f060b7b0fe29494c85eb7e32cd09fa48"
        case .requestFailed: "e49473a206bc48e28b3728bedd5535e1"
        case .clockSet: "2f9e8a3bb4354faf9866035b40d83d5f"
        case .zoneRulesChanged: "159dfc4f7e75447a934c70e20d232d27"
        case .zoneUnknown: "a22074fd01dd480f8f7cd7c3e5de02a9"
        case .zoneBack: "a9e680b8834c4d5391e965d0a454faa1"
        case .machineZoneUnknown: "0bfbc3b291d345fbb1d3a919cc801746"
        }
    }

    /// The log level, on the same scale as all of the service's records (see `RecordKind`): an error needs a person, a
    /// warning may need one, a notice is worth knowing, and the rest is detail.
    package var level: Logger.Level {
        switch self {
        case .startRefused, .configurationRefused, .notReloaded, .protocolRefused, .storeFailing, .zoneUnknown, .requestFailed,
            .storeGone, .storeReplaced, .withheld, .replaced:
            .error
        case .leftUnfinished, .journalFailing, .journalLimited, .journalDamaged, .receiptsLost, .storageLow,
            .reserveMissing, .olderCopy, .storeMade, .machineZoneUnknown, .movedHere:
            .warning
        case .ready, .stopped, .reloaded, .advice, .clinicRulesChanged, .journalBack, .storeBack, .storageBack,
            .backupInPlace, .clockSet, .zoneRulesChanged, .zoneBack, .withheldNoMore:
            .notice
        case .reconciled: .info
        }
    }

    /// The fields that every record of this kind carries.
    package var facts: Set<Fact> {
        switch self {
        case .ready: [.version, .after, .unsettled, .found, .absent, .missed, .late]
        case .stopped, .requestFailed, .clockSet: []
        case .leftUnfinished: [.reminders]
        case .startRefused: [.exitStatus]
        case .configurationRefused, .notReloaded: [.errors]
        case .reloaded: [.changes]
        case .protocolRefused: [.careProtocol, .plans]
        case .advice: [.advice]
        case .clinicRulesChanged: [.patients]
        case .journalFailing: [.reason]
        case .journalBack, .storeBack: [.seconds]
        case .journalLimited: [.reminders, .limit]
        case .journalDamaged: [.reason]
        case .reconciled: [.unsettled, .found, .absent]
        case .receiptsLost: [.reminders]
        case .movedHere, .replaced: [.epoch, .machine]
        case .withheld: [.machine, .reason]
        case .withheldNoMore: []
        case .storeFailing, .reserveMissing, .storeGone, .storeReplaced: [.reason]
        case .storeMade: []
        case .storageLow: [.free, .wanted]
        case .storageBack: []
        case .backupInPlace: [.takenAt]
        case .olderCopy: [.reminders]
        case .zoneRulesChanged: [.zone, .patients]
        case .zoneUnknown: [.zone, .patients, .reason]
        case .zoneBack: [.zone, .patients, .seconds]
        case .machineZoneUnknown: [.zone, .reason]
        }
    }

    /// A field that every event record carries: the commands that lead to this service, for the catalog texts. Reminder
    /// records carry only the first.
    package enum Way: String, CaseIterable, Sendable {
        /// `aftercarectl --clinic north`
        case ctl = "AFTERCARE_CTL"
        /// `systemctl --user`
        case systemctl = "AFTERCARE_SYSTEMCTL"
        /// `aftercared@north`
        case unit = "AFTERCARE_UNIT"
        /// `journalctl --namespace=aftercare-north`
        case journalctl = "AFTERCARE_JOURNALCTL"
        /// `systemd-journald@aftercare-north`
        case journald = "AFTERCARE_JOURNALD"
    }

    /// A fact about an event, carried as a field of its record.
    package enum Fact: String, CaseIterable, Sendable {
        case absent = "AFTERCARE_ABSENT"
        case advice = "AFTERCARE_ADVICE"
        case after = "AFTERCARE_AFTER"
        case careProtocol = "AFTERCARE_PROTOCOL"
        case changes = "AFTERCARE_CHANGES"
        case epoch = "AFTERCARE_EPOCH"
        case errors = "AFTERCARE_ERRORS"
        case exitStatus = "AFTERCARE_EXIT_STATUS"
        case found = "AFTERCARE_FOUND"
        case free = "AFTERCARE_FREE"
        case late = "AFTERCARE_LATE"
        case limit = "AFTERCARE_LIMIT"
        case machine = "AFTERCARE_MACHINE"
        case missed = "AFTERCARE_MISSED"
        case patients = "AFTERCARE_PATIENTS"
        case plans = "AFTERCARE_PLANS"
        case reason = "AFTERCARE_REASON"
        case reminders = "AFTERCARE_REMINDER_COUNT"
        case seconds = "AFTERCARE_SECONDS"
        case takenAt = "AFTERCARE_TAKEN_AT"
        case unsettled = "AFTERCARE_UNSETTLED"
        case version = "AFTERCARE_VERSION"
        case wanted = "AFTERCARE_WANTED"
        case zone = "AFTERCARE_ZONE"
    }
}

extension Logger {
    /// Logs an event: `message` contains everything, and `facts`, one for each of the event's kind, repeat it as
    /// fields.
    package func tell(_ event: Event, _ message: String, _ facts: [Event.Fact: any CustomStringConvertible & Sendable] = [:]) {
        assert(Set(facts.keys) == event.facts, "\(event) tells \(event.facts), not \(facts.keys)")
        var metadata: Logger.Metadata = ["MESSAGE_ID": "\(event.messageID)"]
        for (fact, value) in facts { metadata[fact.rawValue] = .string("\(value)") }
        log(level: event.level, "\(message)", metadata: metadata)
    }
}
