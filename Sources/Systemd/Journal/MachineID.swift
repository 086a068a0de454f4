import CSystemd

/// Identifies this machine (machine-id(5)).
package enum MachineID {
    /// 32 hexadecimal digits, as in the `_MACHINE_ID` of records.
    ///
    /// - Throws: `JournalError.noMachineID`
    package static func current() throws(JournalError) -> String {
        var id = sd_id128_t()
        let result = sd_id128_get_machine(&id)
        guard result >= 0 else { throw .noMachineID(Errno(result)) }
        return id.hex
    }
}
