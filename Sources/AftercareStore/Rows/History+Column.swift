import Aftercare

extension History {
    /// The history of a `history` column whose row has `status` beside it.
    init(column: String, status: Status) throws {
        // A status that never changed goes without a coder.
        let (head, tail) = ("[{\"since\":\"", "\",\"status\":\"\(status.rawValue)\"}]")
        if column.utf8.count == head.utf8.count + 20 + tail.utf8.count, column.hasPrefix(head), column.hasSuffix(tail) {
            self.init(status, since: try Instant(column: String(column.dropFirst(head.count).prefix(20)), as: "history"))
            return
        }
        self = try JSONColumn.decode(column)
        guard current == status else {
            throw StoreError.damaged(
                path: "store.sqlite", detail: "the status '\(status.rawValue)' is not the last of its history")
        }
    }
}
