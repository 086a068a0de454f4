import CSystemd

/// What tells this machine from all others (machine-id(5)).
package enum MachineID {
    /// 32 hexadecimal digits, as records bear it in `_MACHINE_ID`.
    ///
    /// - Throws: `JournalError.noMachineID`
    package static func current() throws(JournalError) -> String {
        var id = sd_id128_t()
        let result = sd_id128_get_machine(&id)
        guard result >= 0 else { throw .noMachineID(Errno(result)) }
        return id.hex
    }
}
