extension CodingUserInfoKey {
    /// For an encoder: `true` leaves out what identifies a person: a patient's name, and the site of a session, which
    /// is free text. Everything else uses pseudonyms.
    package static let hidesPersons = CodingUserInfoKey(name: "hidesPersons")

    private init(name: String) {
        guard let key = CodingUserInfoKey(rawValue: name) else { preconditionFailure("'\(name)' is no key") }
        self = key
    }
}

extension Encoder {
    package var hidesPersons: Bool { userInfo[.hidesPersons] as? Bool == true }
}

extension Patient {
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(zone, forKey: .zone)
        try container.encode(language, forKey: .language)
        try container.encodeIfPresent(quietHours, forKey: .quietHours)
        try container.encode(status, forKey: .status)
        try container.encode(history, forKey: .history)
        if !encoder.hidesPersons { try container.encodeIfPresent(name, forKey: .name) }
    }
}

extension Treatment {
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(patient, forKey: .patient)
        try container.encode(plan, forKey: .plan)
        try container.encode(route, forKey: .route)
        if !encoder.hidesPersons { try container.encodeIfPresent(site, forKey: .site) }
        try container.encodeIfPresent(product, forKey: .product)
        try container.encode(status, forKey: .status)
        try container.encode(plannedStart, forKey: .plannedStart)
        try container.encode(plannedEnd, forKey: .plannedEnd)
        try container.encodeIfPresent(actualStart, forKey: .actualStart)
        try container.encodeIfPresent(actualEnd, forKey: .actualEnd)
        try container.encodeIfPresent(series, forKey: .series)
        try container.encode(timingRevision, forKey: .timingRevision)
        try container.encode(timesKnownAt, forKey: .timesKnownAt)
    }
}
