import CSystemd

extension sd_id128_t {
    /// 32 lower-case hexadecimal digits.
    var hex: String {
        withUnsafeBytes(of: bytes) { bytes in
            bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        }
    }

    /// Reads 32 hexadecimal digits, with or without the dashes of a UUID.
    init?(hex: String) {
        self.init()
        guard sd_id128_from_string(hex, &self) >= 0 else { return nil }
    }
}
