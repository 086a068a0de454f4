/// Collects the problems of a request, each with the path where it was found.
package struct Problems: Sendable {
    package private(set) var list: [Problem] = []
    private let prefix: String

    package init(at prefix: String = "") { self.prefix = prefix }

    package mutating func add(_ code: Problem.Code, at path: String, _ message: String) {
        list.append(Problem(code, at: [prefix, path].filter { !$0.isEmpty }.joined(separator: "."), message))
    }

    package mutating func add(_ others: [Problem]) { list += others }

    /// An empty collection for one part of the request.
    package func part(_ path: String) -> Problems { Problems(at: [prefix, path].filter { !$0.isEmpty }.joined(separator: ".")) }

    /// Parses `text` as a value; nil, with a problem added, if it is malformed.
    package mutating func read<Value: TextRepresentable>(_ text: String, as type: Value.Type = Value.self, at path: String) -> Value? {
        do {
            return try Value(stated: text)
        } catch {
            add(.malformed, at: path, "\(error)")
            return nil
        }
    }

    /// Parses `text` as the raw value of an enumeration case; nil, with a problem added, if there is no such case.
    package mutating func read<Value: RawRepresentable<String> & CaseIterable>(
        _ text: String, oneOf type: Value.Type = Value.self, at path: String
    ) -> Value? {
        if let value = Value(rawValue: text) { return value }
        let known = Value.allCases.map(\.rawValue).sorted().joined(separator: ", ")
        add(.malformed, at: path, "'\(text.quotable)' is not one of \(known)")
        return nil
    }

    package mutating func name<Entity>(_ text: String, as type: ID<Entity>.Type = ID<Entity>.self, at path: String) -> ID<Entity>? {
        if let id = ID<Entity>(text) { return id }
        add(.malformed, at: path, "'\(text.quotable)' is not a name; \(ID<Entity>.rule)")
        return nil
    }
}
