import Aftercare
import Yams

/// A value of a file that is being read: where it stands, and what it is called in complaints.
///
/// Every accessor gives nil for a value that is something else, and complains about it.
struct Entry {
    /// The key before it, as it was meant; empty for the file itself and for the items of a list.
    let key: String
    let path: String
    let node: Node
    let position: Position
    /// Where the key stands; of what has none, where it stands itself.
    let keyPosition: Position
    /// What it is a part of, for people: `instruction 'ice'`.
    let within: String
    let reading: Reading

    func complain(_ message: String) { reading.complain(message, at: position, path: path) }

    /// `'for' in instruction 'ice'`
    var name: String {
        key.isEmpty ? (path.isEmpty ? within : "an item in \(within)") : "'\(key)' in \(within)"
    }

    /// A key without a value, or `null`.
    var isEmpty: Bool {
        guard case .scalar(let scalar) = node, scalar.style == .plain || scalar.style == .any else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    }

    /// A key without anything below it.
    var isBare: Bool { isEmpty || node.mapping?.isEmpty == true }

    // MARK: Scalars

    /// The text as it was typed; `on`, `09:00` and `1` are texts too.
    func text() -> String? {
        guard case .scalar(let scalar) = node else {
            complain("\(name) must be a single value, not \(kind)")
            return nil
        }
        guard !isEmpty, !scalar.string.allSatisfy(\.isWhitespace) else {
            complain("\(name) has no value; write one, or leave the key out")
            return nil
        }
        return scalar.string
    }

    /// A text that is shown again, to patients or to the staff.
    func text(_ rule: TextRule) -> String? {
        guard let text = text() else { return nil }
        let complaints = rule.complaints(about: text)
        for complaint in complaints { complain("\(name) \(complaint)") }
        return complaints.isEmpty ? text : nil
    }

    func value<Value: TextRepresentable>(_ type: Value.Type = Value.self) -> Value? {
        text().flatMap { text in read { () throws(MalformedText) in try Value(stated: text) } }
    }

    func span() -> Span? {
        text().flatMap { text in read { () throws(MalformedText) in try Span(plain: text) } }
    }

    func integer() -> Int? {
        text().flatMap { text in
            read { () throws(MalformedText) in
                let isNegative = text.first == "-"
                guard let number = (isNegative ? text.dropFirst() : text[...]).digits else {
                    throw MalformedText(value: text, expected: "a whole number, like 3")
                }
                return isNegative ? -number : number
            }
        }
    }

    func isTrue() -> Bool? {
        text().flatMap { text in
            read { () throws(MalformedText) in
                switch text.lowercased() {
                case "true", "yes", "on": true
                case "false", "no", "off": false
                default: throw MalformedText(value: text, expected: "true or false")
                }
            }
        }
    }

    func id<Thing>(_ type: ID<Thing>.Type = ID<Thing>.self) -> ID<Thing>? {
        text().flatMap { text in
            read { () throws(MalformedText) in
                guard let id = ID<Thing>(text) else { throw MalformedText(value: text, expected: "a name; \(ID<Thing>.rule)") }
                return id
            }
        }
    }

    /// The case of an enumeration that it names.
    func choice<Value: RawRepresentable<String> & CaseIterable>(_ type: Value.Type = Value.self) -> Value? {
        guard let text = text() else { return nil }
        if let value = Value(rawValue: text) { return value }
        let what = key.isEmpty ? "value" : key
        complain("unknown \(what) '\(text.quotable)' in \(within)\(Spelling.hint(for: text, among: Value.allCases.map(\.rawValue)))")
        return nil
    }

    private func read<Value>(_ body: () throws(MalformedText) -> Value) -> Value? {
        do {
            return try body()
        } catch {
            complain("\(error)")
            return nil
        }
    }

    // MARK: Lists and groups

    var isScalar: Bool { node.scalar != nil }
    var isGroup: Bool { node.mapping != nil }

    /// Its items; of a single value, that one.
    func list() -> [Entry]? {
        switch node {
        case .sequence(let items):
            return items.enumerated().map { index, item in
                let path = path.isEmpty ? "\(index)" : "\(path).\(index)"
                let position = reading.note(item, at: path)
                return Entry(
                    key: "", path: path, node: item, position: position, keyPosition: position, within: within,
                    reading: reading)
            }
        case .scalar where isEmpty: return []
        case .scalar: return [self]
        case .mapping, .alias:
            complain("\(name) must be a list, like [one, two], not \(kind)")
            return nil
        }
    }

    /// Its keys and values, whatever the keys are called.
    ///
    /// - Parameters:
    ///   - what: what each of them is, for people: `instruction`. The values are called that in complaints.
    ///   - path: the path of the value under a key, and of which number; by default its own path and the key.
    func entries(_ what: String? = nil, path: ((_ index: Int, _ key: String) -> String)? = nil) -> [Entry]? {
        guard let pairs = pairs(within: key.isEmpty ? within : "'\(key)'") else { return nil }
        return pairs.enumerated().map { index, pair in
            let path = path?(index, pair.name) ?? join(self.path, pair.name)
            let position = reading.note(pair.value, key: pair.position, at: path)
            let within = what.map { "\($0) '\(pair.name)'" } ?? self.within
            return Entry(
                key: pair.name, path: path, node: pair.value, position: position, keyPosition: pair.position,
                within: within, reading: reading)
        }
    }

    /// Its values under keys that are known beforehand. An unknown key is complained about, and where it is near
    /// a known one it is taken for that, so that one slip of the pen is one complaint.
    ///
    /// - Parameter name: what the values are a part of, for people; by default what this is a part of.
    func block(_ keys: [String], named name: String? = nil) -> Block? {
        let within = name ?? within
        guard let pairs = pairs(within: within) else { return nil }
        let present = Set(pairs.map(\.name))
        var values: [String: Entry] = [:]
        for pair in pairs {
            var key = pair.name
            if !keys.contains(key) {
                let hint = Spelling.hint(for: key, among: keys)
                reading.complain("unknown key '\(key.quotable)' in \(within)\(hint)", at: pair.position)
                guard let meant = Spelling.closest(to: key, among: keys), !present.contains(meant), values[meant] == nil
                else { continue }
                key = meant
            }
            let position = reading.note(pair.value, key: pair.position, at: join(path, key))
            values[key] = Entry(
                key: key, path: join(path, key), node: pair.value, position: position, keyPosition: pair.position,
                within: within, reading: reading)
        }
        return Block(path: path, position: position, within: within, reading: reading, values: values)
    }

    private typealias Pair = (name: String, position: Position, value: Node)

    private func pairs(within: String) -> [Pair]? {
        guard case .mapping(let mapping) = node else {
            if isEmpty { return [] }
            complain("\(name) must be a group of keys with values, not \(kind)")
            return nil
        }
        var pairs: [Pair] = []
        var lines: [String: Int] = [:]
        for (key, value) in mapping {
            let position = key.mark.map { Position($0) } ?? self.position
            guard let name = reading.name(of: key) else {
                reading.complain("a key must be a single word, not a list or a group", at: position)
                continue
            }
            if let line = lines[name] {
                reading.complain(
                    "duplicate key '\(name.quotable)' in \(within); it stands on line \(line) already, so keep one", at: position)
                continue
            }
            lines[name] = position.line
            pairs.append((name, position, value))
        }
        return pairs
    }

    private var kind: String {
        switch node {
        case .scalar: isEmpty ? "nothing" : "a single value"
        case .sequence: "a list"
        case .mapping: "a group of keys"
        case .alias: "an alias"
        }
    }
}

/// The values under a group of keys.
struct Block {
    let path: String
    let position: Position
    /// What they are a part of, for people.
    let within: String
    let reading: Reading
    fileprivate let values: [String: Entry]

    subscript(_ key: String) -> Entry? { values[key] }

    /// The value under `key`, which must be there.
    func required(_ key: String, like example: String) -> Entry? {
        if let value = values[key] { return value }
        missing("'\(key)' is missing in \(within); add one, like '\(key): \(example)'", at: key)
        return nil
    }

    /// Complains about the group as a whole, for want of `key`.
    func missing(_ message: String, at key: String) {
        reading.complain(message, at: position, path: join(path, key))
    }
}

/// The path of the value under `key` at `path`.
func join(_ path: String, _ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
