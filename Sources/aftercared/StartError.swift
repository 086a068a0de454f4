import AftercareStore

/// Why the daemon cannot start.
struct StartError: Error {
    let status: Int32
    let lines: [String]
    /// The number of errors that the lines report.
    let errors: Int

    init(status: Int32, lines: [String], errors: Int = 1) {
        self.status = status
        self.lines = lines
        self.errors = errors
    }

    /// sysexits.h: EX_DATAERR when retrying cannot help, EX_CANTCREAT when the store may recover in the meantime.
    init(_ error: StoreError) { self.init(status: error.isLasting ? 65 : 73, lines: ["\(error)"]) }

    /// sysexits.h: EX_CANTCREAT.
    static func unusable(_ line: String) -> StartError { StartError(status: 73, lines: [line]) }
    /// sysexits.h: EX_CONFIG.
    var isMisconfigured: Bool { status == 78 }
    static func misconfigured(_ lines: [String], _ errors: Int = 1) -> StartError {
        StartError(status: 78, lines: lines, errors: errors)
    }
}
