import Aftercare
import Yams

/// A value of a file that is being read, with its position and its name for problems.
///
/// Every accessor reports a value of the wrong form as a problem and returns `nil`.
struct Entry {
    /// The key of the value, with misspellings corrected; empty for the file itself and for the items of a list.
    let key: String
    let path: String
    let node: Node
    let position: Position
    /// The position of the key, or of the value itself if it has none.
    let keyPosition: Position
    /// The part of the file that contains the value, for people: `instruction 'ice'`.
    let within: String
    let reading: Reading

    func report(_ message: String) { reading.report(message, at: position, path: path) }

    /// `'for' in instruction 'ice'`
    var name: String {
        key.isEmpty ? (path.isEmpty ? within : "an item in \(within)") : "'\(key)' in \(within)"
    }

    /// Whether the key has no value, or `null`.
    var isEmpty: Bool {
        guard case .scalar(let scalar) = node, scalar.style == .plain || scalar.style == .any else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    }

    /// Whether the key has nothing below it.
    var isBare: Bool { isEmpty || node.mapping?.isEmpty == true }

    // MARK: Scalars

    /// The text as typed; `on`, `09:00` and `1` are texts too.
    func text() -> String? {
        guard case .scalar(let scalar) = node else {
            report("\(name) must be a single value, not \(kind)")
            return nil
        }
        guard !isEmpty, !scalar.string.allSatisfy(\.isWhitespace) else {
            report("\(name) has no value; write one, or leave the key out")
            return nil
        }
        return scalar.string
    }

    /// A text that is shown to patients or to the staff.
    func text(_ rule: TextRule) -> String? {
        guard let text = text() else { return nil }
        let problems = rule.complaints(about: text)
        for problem in problems { report("\(name) \(problem)") }
        return problems.isEmpty ? text : nil
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

    /// The enumeration case with this name.
    func choice<Value: RawRepresentable<String> & CaseIterable>(_ type: Value.Type = Value.self) -> Value? {
        guard let text = text() else { return nil }
        if let value = Value(rawValue: text) { return value }
        let what = key.isEmpty ? "value" : key
        report("unknown \(what) '\(text.quotable)' in \(within)\(Spelling.hint(for: text, among: Value.allCases.map(\.rawValue)))")
        return nil
    }

    private func read<Value>(_ body: () throws(MalformedText) -> Value) -> Value? {
        do {
            return try body()
        } catch {
            report("\(error)")
            return nil
        }
    }

    // MARK: Lists and groups

    var isScalar: Bool { node.scalar != nil }
    var isGroup: Bool { node.mapping != nil }

    /// The items of a list; a single value counts as a list of one.
    func list() -> [Entry]? {
        switch node {
        case .sequence(let items):
            return items.enumerated().map { index, item in
                let path = path.isEmpty ? "\(index)" : "\(path).\(index)"
                let position = reading.record(item, at: path)
                return Entry(
                    key: "", path: path, node: item, position: position, keyPosition: position, within: within,
                    reading: reading)
            }
        case .scalar where isEmpty: return []
        case .scalar: return [self]
        case .mapping, .alias:
            report("\(name) must be a list, like [one, two], not \(kind)")
            return nil
        }
    }

    /// All keys and values of a group, whatever the keys are.
    ///
    /// - Parameters:
    ///   - what: what each entry is, for people, such as `instruction`; problems call the values that.
    ///   - path: the path of a value, given its number and key; by default its parent's path and the key.
    func entries(_ what: String? = nil, path: ((_ index: Int, _ key: String) -> String)? = nil) -> [Entry]? {
        guard let pairs = pairs(within: key.isEmpty ? within : "'\(key)'") else { return nil }
        return pairs.enumerated().map { index, pair in
            let path = path?(index, pair.name) ?? join(self.path, pair.name)
            let position = reading.record(pair.value, key: pair.position, at: path)
            let within = what.map { "\($0) '\(pair.name)'" } ?? self.within
            return Entry(
                key: pair.name, path: path, node: pair.value, position: position, keyPosition: pair.position,
                within: within, reading: reading)
        }
    }

    /// The values of a group with a fixed set of keys. An unknown key is reported, and treated as a known one if it is
    /// similar enough, so that one typing error causes only one problem.
    ///
    /// - Parameter name: what the values are part of, for people; by default the same as for this value.
    func block(_ keys: [String], named name: String? = nil) -> Block? {
        let within = name ?? within
        guard let pairs = pairs(within: within) else { return nil }
        let present = Set(pairs.map(\.name))
        var values: [String: Entry] = [:]
        for pair in pairs {
            var key = pair.name
            if !keys.contains(key) {
                let hint = Spelling.hint(for: key, among: keys)
                reading.report("unknown key '\(key.quotable)' in \(within)\(hint)", at: pair.position)
                guard let meant = Spelling.closest(to: key, among: keys), !present.contains(meant), values[meant] == nil
                else { continue }
                key = meant
            }
            let position = reading.record(pair.value, key: pair.position, at: join(path, key))
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
            report("\(name) must be a group of keys with values, not \(kind)")
            return nil
        }
        var pairs: [Pair] = []
        var lines: [String: Int] = [:]
        for (key, value) in mapping {
            let position = key.mark.map { Position($0) } ?? self.position
            guard let name = reading.name(of: key) else {
                reading.report("a key must be a single word, not a list or a group", at: position)
                continue
            }
            if let line = lines[name] {
                reading.report(
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

/// The path of `key` within `path`.
func join(_ path: String, _ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
