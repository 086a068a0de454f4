extension Optional {
    /// What a column holds. A row that no value can be made of is damage.
    ///
    /// - Parameter what: what the column should hold: `patient id`.
    func orDamaged(_ what: String) throws -> Wrapped {
        guard let self else { throw StoreError.damaged(path: "store.sqlite", detail: "unreadable \(what)") }
        return self
    }
}
