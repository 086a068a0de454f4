extension JournalRecord {
    /// Calls `body` with the bytes of each field, `NAME=value`, in order. They live until `body` returns.
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
}
