import Crypto
import Foundation

/// The seal of a journal record: an HMAC-SHA256 over everything that the service sent in it, in lower-case hexadecimal
/// digits. The key proves that nothing in the record was made up or changed.
///
/// It covers the fields whose names begin with `AFTERCARE_`, except the seal itself, and `MESSAGE`, `MESSAGE_ID`,
/// `PRIORITY` and `SYSLOG_IDENTIFIER`. What journald adds is not covered. The fields are sorted bytewise by name, then
/// by value, and each is preceded by its length in bytes and a colon: `10:PRIORITY=5`. A field that occurs twice with
/// one value counts once, as journald keeps it.
package enum RecordSeal {
    package static let field = "AFTERCARE_HMAC"

    /// The fewest bytes that make a key (FIPS 198-1: a shorter one is weaker than the hash's output).
    package static let shortestKey = 32

    package static func sign(fields: [(name: String, value: String)], key: [UInt8]) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: canonical(fields), using: SymmetricKey(data: key))
        return code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Verifies the seal of a record that was read back.
    package static func check(fields: [(name: String, value: String)], key: [UInt8]) -> Audit.Seal {
        let seals = fields.filter { $0.name == field }.map(\.value)
        guard let seal = seals.first else { return .missing }
        guard seals.count == 1, let bytes = bytes(hex: seal) else { return .wrong }
        let isGood = HMAC<SHA256>.isValidAuthenticationCode(
            bytes, authenticating: canonical(fields), using: SymmetricKey(data: key))
        return isGood ? .good : .wrong
    }

    static func canonical(_ fields: [(name: String, value: String)]) -> [UInt8] {
        let sealed = fields.filter { isSealed($0.name) }.map { (name: Array($0.name.utf8), value: Array($0.value.utf8)) }
            .sorted { one, other in
                one.name == other.name
                    ? one.value.lexicographicallyPrecedes(other.value) : one.name.lexicographicallyPrecedes(other.name)
            }
        var bytes: [UInt8] = []
        for (index, field) in sealed.enumerated() where index == 0 || field != sealed[index - 1] {
            bytes += "\(field.name.count + 1 + field.value.count):".utf8
            bytes += field.name + [UInt8(ascii: "=")] + field.value
        }
        return bytes
    }

    private static func isSealed(_ name: String) -> Bool {
        guard name != field else { return false }
        return name.hasPrefix("AFTERCARE_") || ["MESSAGE", "MESSAGE_ID", "PRIORITY", "SYSLOG_IDENTIFIER"].contains(name)
    }

    /// Lower-case digits only: the seal has one form.
    private static func bytes(hex: String) -> [UInt8]? {
        let digits = Array(hex.utf8)
        guard digits.count == 2 * SHA256.byteCount else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = digit(digits[index]), let low = digit(digits[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
