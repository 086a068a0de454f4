import AftercareEngine

/// The first index of each value of one field, so that a search takes the same time whatever the journal's length.
struct FieldIndex {
    let field: String
    private(set) var firstIndexes: [String: Int] = [:]
    /// How many entries are indexed.
    private var count = 0

    init(_ field: String) { self.field = field }

    /// Indexes the entries added since the last call.
    mutating func add(_ entries: [MemoryJournal.Entry]) {
        for index in count..<entries.count {
            for value in entries[index].record.values(of: field) where firstIndexes[value] == nil { firstIndexes[value] = index }
        }
        count = entries.count
    }
}
