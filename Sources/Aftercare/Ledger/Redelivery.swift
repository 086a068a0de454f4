/// The mark of a record that is sent again: what is known of the one before. The raw values stand in the journal.
package enum Redelivery: String, CaseIterable, Codable, Sendable {
    /// The earlier record is proven not to be in the journal, and cannot arrive any more.
    case proven
    /// A damaged journal file, or another machine's journal that cannot be read, hides whether the earlier record is there:
    /// this one may be the second.
    case uncertain
}
