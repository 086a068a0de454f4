import Aftercare

extension TextRepresentable {
    /// What a column holds. A text that no value is written as is damage.
    ///
    /// - Parameter what: what the column should hold: `language`.
    init(column text: String, as what: String) throws {
        do { try self.init(text: text) } catch { throw StoreError.damaged(path: "store.sqlite", detail: "unreadable \(what)") }
    }
}
