// The JSON form of windows and cadences: the keys of a protocol file, lengths of time in ISO 8601.

extension WindowRule.Closing: Codable {
    private enum Key: String, CodingKey {
        case lasting = "for"
        case at = "until"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        if let span = try container.decodeIfPresent(Span.self, forKey: .lasting) {
            self = .lasting(span)
        } else {
            self = .at(try container.decode(Anchor.self, forKey: .at))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .lasting(let span): try container.encode(span, forKey: .lasting)
        case .at(let anchor): try container.encode(anchor, forKey: .at)
        }
    }
}

extension Cadence: Codable {
    private enum Key: String, CodingKey {
        case moments, every, daily, count
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let count = try container.decodeIfPresent(Int.self, forKey: .count)
        if let span = try container.decodeIfPresent(Span.self, forKey: .every) {
            self = .every(span, count: count)
        } else if let times = try container.decodeIfPresent([LocalTime].self, forKey: .daily) {
            self = .daily(times, count: count)
        } else {
            self = .moments(try container.decode([Moment].self, forKey: .moments))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .moments(let moments): try container.encode(moments, forKey: .moments)
        case .every(let span, let count):
            try container.encode(span, forKey: .every)
            try container.encodeIfPresent(count, forKey: .count)
        case .daily(let times, let count):
            try container.encode(times, forKey: .daily)
            try container.encodeIfPresent(count, forKey: .count)
        }
    }
}

extension Cadence.Moment: Codable {
    private enum Key: String, CodingKey {
        case after, at
    }

    package init(from decoder: any Decoder) throws {
        if let name = try? decoder.singleValueContainer().decode(String.self) {
            switch name {
            case "start": self = .start
            case "end": self = .end
            default:
                do { self = .after(try Span(text: name), at: nil) } catch { throw error.decodingError(at: decoder.codingPath) }
            }
            return
        }
        let container = try decoder.container(keyedBy: Key.self)
        self = .after(
            try container.decode(Span.self, forKey: .after), at: try container.decode(LocalTime.self, forKey: .at))
    }

    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .start, .end, .after(_, at: nil):
            var container = encoder.singleValueContainer()
            try container.encode(name)
        case .after(let span, let at?):
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(span, forKey: .after)
            try container.encode(at, forKey: .at)
        }
    }

    private var name: String {
        switch self {
        case .start: "start"
        case .end: "end"
        case .after(let span, _): span.text
        }
    }
}
