/// How a command changed one thing. The raw values are part of the interface; do not change them.
package enum ChangeKind: String, Codable, Sendable {
    case created, changed, unchanged
}
