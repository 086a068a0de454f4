import Aftercare

extension History {
    /// The history of a `history` column whose row has `status` beside it.
    init(column: String, status: Status) throws {
        // A status that never changed goes without a coder.
        if column == "[{\"since\":\"1970-01-01T00:00:00Z\",\"status\":\"\(status.rawValue)\"}]" {
            self.init(status)
            return
        }
        self = try JSONColumn.decode(column)
        guard current == status else {
            throw StoreError.damaged(
                path: "store.sqlite", detail: "the status '\(status.rawValue)' is not the last of its history")
        }
    }
}
