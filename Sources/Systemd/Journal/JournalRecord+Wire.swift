extension JournalRecord {
    /// Calls `body` with the bytes of each field, `NAME=value`, in order. They are valid until `body` returns.
    func withFieldBytes<Result>(_ body: ([UnsafeRawBufferPointer]) -> Result) -> Result {
        var bytes: [UInt8] = []
        var ranges: [Range<Int>] = []
        for field in fields {
            let start = bytes.count
            bytes.append(contentsOf: field.name.utf8)
            bytes.append(UInt8(ascii: "="))
            bytes.append(contentsOf: field.value.utf8)
            ranges.append(start..<bytes.count)
        }
        return bytes.withUnsafeBytes { buffer in
            body(ranges.map { UnsafeRawBufferPointer(rebasing: buffer[$0]) })
        }
    }

    /// The record in journald's native protocol (systemd's JOURNAL_NATIVE_PROTOCOL): `NAME=value`, or, for a value of
    /// several lines, the name, the length in 64 bits in little-endian order, and the value.
    func datagram() -> [UInt8] {
        var bytes: [UInt8] = []
        let newline = UInt8(ascii: "\n")
        for field in fields {
            bytes += field.name.utf8
            if field.value.utf8.contains(newline) {
                bytes.append(newline)
                let length = UInt64(field.value.utf8.count).littleEndian
                withUnsafeBytes(of: length) { bytes += $0 }
            } else {
                bytes.append(UInt8(ascii: "="))
            }
            bytes += field.value.utf8
            bytes.append(newline)
        }
        return bytes
    }
}
