import Glibc

extension JournalRecord {
    /// Calls `body` with one `NAME=value` vector per field, in order.
    ///
    /// The vectors point into one buffer that lives until `body` returns.
    func withVectors<Result>(_ body: ([iovec]) -> Result) -> Result {
        var bytes: [UInt8] = []
        var ranges: [Range<Int>] = []
        for field in fields {
            let start = bytes.count
            bytes.append(contentsOf: field.name.utf8)
            bytes.append(UInt8(ascii: "="))
            bytes.append(contentsOf: field.value.utf8)
            ranges.append(start..<bytes.count)
        }
        return bytes.withUnsafeMutableBytes { buffer in
            body(ranges.map { iovec(iov_base: buffer.baseAddress?.advanced(by: $0.lowerBound), iov_len: $0.count) })
        }
    }
}
