package import Aftercare

/// The content of `/etc/aftercare/aftercared.yaml`. Every key is optional.
package struct DaemonSettings: Equatable, Sendable {
    package let clinic: Clinic
    package let logLevel: LogLevel
    /// The free space on the store's file system below which new patients, plans and treatments are refused.
    package let keepFree: ByteCount
    /// Whether viewers are shown neither patients' names nor the body sites of treatments.
    package let hidesPersons: Bool
    /// Directories that contain other machines' journals, or copies of them made by a collector.
    package let journals: [String]

    package init(
        clinic: Clinic, logLevel: LogLevel = .info, keepFree: ByteCount = .mebibytes(64), hidesPersons: Bool = false,
        journals: [String] = []
    ) {
        self.clinic = clinic
        self.logLevel = logLevel
        self.keepFree = keepFree
        self.hidesPersons = hidesPersons
        self.journals = journals
    }

    /// Whether viewers see patients' names.
    enum NameVisibility: String, CaseIterable {
        case shown, hidden
    }

    /// Ordered from the most verbose.
    package enum LogLevel: String, CaseIterable, Sendable {
        case trace, debug, info, notice, warning, error, critical
    }

    /// The settings that apply without a file.
    package static func byDefault(zone: String = "UTC") -> DaemonSettings {
        DaemonSettings(
            clinic: Clinic(
                name: "the clinic", contact: "your clinic", isContactMonitored: false, quietHours: nil, zone: zone,
                language: .english))
    }
}

extension DaemonSettings {
    /// Reads the settings.
    ///
    /// - Parameters:
    ///   - machineZone: the time zone of a clinic that names none.
    ///   - hasZone: whether a time zone of that name exists, even if its file is missing at the moment.
    package static func read(
        _ source: SourceText, machineZone: String = "UTC", hasZone: (String) -> Bool = { _ in true }
    ) -> Parsed<DaemonSettings> {
        let reading = Reading(source)
        let defaults = byDefault(zone: machineZone)
        guard let root = reading.root else { return reading.parsed(defaults) }
        let file = root.block(["clinic", "store", "viewers", "journals", "log-level"])
        let clinic = file?["clinic"]?.clinic(defaults.clinic, hasZone: hasZone)
        let store = file?["store"]?.block(["keep-free"], named: "'store'")
        let keepFree = store?["keep-free"].flatMap { $0.value(ByteCount.self) }
        let viewers = file?["viewers"]?.block(["names"], named: "'viewers'")
        let names = viewers?["names"].flatMap { $0.choice(NameVisibility.self) }
        let journals = file?["journals"]?.directories()
        let logLevel = file?["log-level"].flatMap { $0.choice(LogLevel.self) }
        return reading.parsed(
            DaemonSettings(
                clinic: clinic ?? defaults.clinic, logLevel: logLevel ?? defaults.logLevel,
                keepFree: keepFree ?? defaults.keepFree, hidesPersons: names.map { $0 == .hidden } ?? defaults.hidesPersons,
                journals: journals ?? defaults.journals))
    }
}

extension Entry {
    /// A list of absolute paths.
    fileprivate func directories() -> [String]? {
        list()?.compactMap { item in
            guard let path = item.text() else { return nil }
            guard path.hasPrefix("/") else {
                item.report("'\(path.quotable)' is no path from the root on, like /var/log/journal/remote")
                return nil
            }
            return path
        }
    }

    fileprivate func clinic(_ defaults: Clinic, hasZone: (String) -> Bool) -> Clinic? {
        let keys = [
            "name", "contact", "contact-monitored", "zone", "language", "quiet-hours", "confirm-treatments", "sign-messages", "messages",
        ]
        guard let block = block(keys, named: "'clinic'") else { return nil }
        let zone = block["zone"]?.text()
        if let zone, !hasZone(zone) {
            block["zone"]?.report(
                "unknown time zone '\(zone.quotable)'; use a name of the zone database, like Europe/Berlin "
                    + "('timedatectl list-timezones')")
        }
        let signsMessages = block["sign-messages"]?.isTrue() ?? defaults.signsMessages
        if signsMessages, block["name"] == nil {
            block["sign-messages"]?.report("there is no name to sign messages with; set 'name' too, or leave 'sign-messages' out")
        }
        let messageLimits = block["messages"]?.messageLimits(defaults.messageLimits) ?? defaults.messageLimits
        return Clinic(
            name: block["name"]?.text(.name) ?? defaults.name, contact: block["contact"]?.text(.contact) ?? defaults.contact,
            isContactMonitored: block["contact-monitored"]?.isTrue() ?? defaults.isContactMonitored,
            quietHours: block["quiet-hours"].flatMap { $0.value(QuietHours.self) } ?? defaults.quietHours,
            zone: zone ?? defaults.zone,
            language: block["language"].flatMap { $0.value(Language.self) } ?? defaults.language,
            confirmsTreatments: block["confirm-treatments"]?.isTrue() ?? defaults.confirmsTreatments,
            signsMessages: signsMessages, messageLimits: messageLimits)
    }

    /// `{ moment: 3, day: 5 }`
    private func messageLimits(_ defaults: MessageLimits) -> MessageLimits? {
        guard let block = block(["moment", "day"], named: "'messages'") else { return nil }
        return MessageLimits(
            perMoment: block["moment"]?.messageLimit() ?? defaults.perMoment, perDay: block["day"]?.messageLimit() ?? defaults.perDay)
    }

    private func messageLimit() -> Int? {
        guard let number = integer() else { return nil }
        guard (1...100).contains(number) else {
            report("'\(number)' is no limit of messages; say 1 to 100")
            return nil
        }
        return number
    }
}
