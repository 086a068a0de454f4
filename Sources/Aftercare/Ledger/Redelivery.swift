/// The mark of a record that is sent again: what is known about the previous one. The raw values are stored in the
/// journal.
package enum Redelivery: String, CaseIterable, Codable, Sendable {
    /// The earlier record is proven not to be in the journal, and cannot arrive any more.
    case proven
    /// Somebody may have the earlier record: a damaged journal file or another machine's journal hides whether it is
    /// there, or a power cut took it after it could be read. This one may be the second.
    case uncertain
}
