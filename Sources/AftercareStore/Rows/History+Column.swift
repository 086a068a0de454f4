import Aftercare

extension History {
    /// The history of a `history` column whose row has `status` beside it.
    init(column: String, status: Status) throws {
        self = try JSONColumn.decode(column)
        guard current == status else {
            throw StoreError.damaged(
                path: "store.sqlite", detail: "the status '\(status.rawValue)' is not the last of its history")
        }
    }
}
