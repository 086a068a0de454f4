import CSystemd

/// Identifies a boot of the machine: every boot has another id.
package struct BootID: Sendable, Hashable, CustomStringConvertible {
    /// 32 lower-case hexadecimal digits, as in the journal's `_BOOT_ID`.
    package let hex: String

    package var description: String { hex }

    /// The id of the running boot.
    ///
    /// - Parameter fallback: the id to use if the kernel does not provide it, as under `ProcSubset=pid`: the unit's
    ///   `%b`. `nil` or empty when there is none.
    /// - Throws: `ServiceError.noBootID` without kernel and fallback, `ServiceError.invalidBootID` for a fallback that
    ///   is not an id.
    package static func current(fallback: String? = nil) throws(ServiceError) -> BootID {
        var id = sd_id128_t()
        let result = sd_id128_get_boot(&id)
        if result >= 0 { return BootID(hex: id.hex) }
        guard let fallback, !fallback.isEmpty else { throw .noBootID(Errno(result)) }
        return try BootID(fallback)
    }

    /// - Parameter text: 32 hexadecimal digits, with or without the dashes of a UUID.
    /// - Throws: `ServiceError.invalidBootID`
    package init(_ text: String) throws(ServiceError) {
        guard let id = sd_id128_t(hex: text) else { throw .invalidBootID(text) }
        hex = id.hex
    }

    private init(hex: String) {
        self.hex = hex
    }
}
