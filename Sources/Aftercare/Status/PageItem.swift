/// An item of a list.
package protocol PageItem: Codable, Sendable {
    /// The path of the list, and the key of its items in a page. Part of the interface; do not change it.
    static var pageKey: String { get }

    /// The `after` that continues a list behind this item.
    var pageCursor: String { get }
}

extension Patient: PageItem {
    package static let pageKey = "patients"
    package var pageCursor: String { id.rawValue }
}

extension Plan: PageItem {
    package static let pageKey = "plans"
    package var pageCursor: String { id.rawValue }
}

extension Treatment: PageItem {
    package static let pageKey = "treatments"
    package var pageCursor: String { id.rawValue }
}

extension Reaction: PageItem {
    package static let pageKey = "reactions"
    package var pageCursor: String { id.rawValue }
}

extension ListedReminder: PageItem {
    package static let pageKey = "reminders"
    package var pageCursor: String { "\(due)_\(id)" }
}
