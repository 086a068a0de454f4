import Aftercare

/// A journal record: its fields, in order.
package struct OutgoingRecord: Equatable, Sendable {
    package var fields: [(name: String, value: String)]

    package init(_ fields: [(name: String, value: String)]) { self.fields = fields }

    package static func == (one: Self, other: Self) -> Bool {
        one.fields.elementsEqual(other.fields, by: { $0.name == $1.name && $0.value == $1.value })
    }

    /// The first value of a field; nil when there is none.
    package subscript(_ name: String) -> String? { fields.first { $0.name == name }?.value }

    /// All values of a field, in order.
    package func values(of name: String) -> [String] { fields.lazy.filter { $0.name == name }.map(\.value) }
}
