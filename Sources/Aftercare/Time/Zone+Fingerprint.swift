import Crypto

extension Zone {
    /// Identifies this zone's rules: the same for the same transitions and offsets, on every machine.
    package var fingerprint: String {
        var hash = SHA256()
        for number in transitions.map(\.seconds) + offsets {
            withUnsafeBytes(of: number.littleEndian) { hash.update(bufferPointer: $0) }
        }
        return hash.finalize().prefix(16).map { byte in
            let digits = String(byte, radix: 16)
            return digits.utf8.count == 1 ? "0\(digits)" : digits
        }.joined()
    }
}
