extension JSONText {
    /// - Throws: `Broken`.
    init(_ bytes: [UInt8]) throws(Broken) {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw Broken(place: 1, complaint: "it is not UTF-8 text; send it as UTF-8")
        }
        var reader = Reader(bytes)
        self = try reader.whole()
    }

    /// Reads the text in one pass from the first byte to the last.
    private struct Reader {
        private let bytes: [UInt8]
        private var place = 0
        private var depth = 0

        init(_ bytes: [UInt8]) {
            self.bytes = bytes
            // A byte order mark has no meaning in UTF-8 and is skipped.
            if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
        }

        mutating func whole() throws(Broken) -> JSONText {
            let value = try value()
            skipSpace()
            guard place == bytes.count else { throw broken("something follows after the end of the value") }
            return value
        }

        private mutating func value() throws(Broken) -> JSONText {
            skipSpace()
            switch next {
            case UInt8(ascii: "{"): return try object()
            case UInt8(ascii: "["): return try list()
            case UInt8(ascii: "\""): return .text(try string())
            case UInt8(ascii: "t"): return try word("true", .truth)
            case UInt8(ascii: "f"): return try word("false", .truth)
            case UInt8(ascii: "n"): return try word("null", .null)
            case UInt8(ascii: "-")?, (UInt8(ascii: "0")...UInt8(ascii: "9"))?: return try number()
            default: throw broken("a value is expected here")
            }
        }

        private mutating func object() throws(Broken) -> JSONText {
            try goDeeper()
            var members: [Member] = []
            if !closes(UInt8(ascii: "}")) {
                repeat {
                    skipSpace()
                    guard next == UInt8(ascii: "\"") else { throw broken("a key in quotation marks is expected here") }
                    let key = try string()
                    skipSpace()
                    guard take(UInt8(ascii: ":")) else { throw broken("':' is expected here, after a key") }
                    members.append(Member(key: key, value: try value()))
                    skipSpace()
                } while take(UInt8(ascii: ","))
                guard take(UInt8(ascii: "}")) else { throw broken("',' or '}' is expected here") }
            }
            depth -= 1
            return .object(members)
        }

        private mutating func list() throws(Broken) -> JSONText {
            try goDeeper()
            var items: [JSONText] = []
            if !closes(UInt8(ascii: "]")) {
                repeat {
                    items.append(try value())
                    skipSpace()
                } while take(UInt8(ascii: ","))
                guard take(UInt8(ascii: "]")) else { throw broken("',' or ']' is expected here") }
            }
            depth -= 1
            return .list(items)
        }

        private mutating func word(_ word: StaticString, _ value: JSONText) throws(Broken) -> JSONText {
            for byte in "\(word)".utf8 { guard take(byte) else { throw broken("a value is expected here") } }
            return value
        }

        private mutating func number() throws(Broken) -> JSONText {
            let start = place
            _ = take(UInt8(ascii: "-"))
            if !take(UInt8(ascii: "0")) { try digits() }
            if take(UInt8(ascii: ".")) { try digits() }
            if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
                if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
                try digits()
            }
            return .number(String(decoding: bytes[start..<place], as: UTF8.self), at: start)
        }

        private mutating func digits() throws(Broken) {
            let start = place
            while let next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(next) { place += 1 }
            guard place > start else { throw broken("a digit is expected here") }
        }

        private mutating func string() throws(Broken) -> String {
            place += 1
            let start = place
            var text = ""
            var plain = start
            while let byte = next {
                switch byte {
                case UInt8(ascii: "\""):
                    text += String(decoding: bytes[plain..<place], as: UTF8.self)
                    place += 1
                    return text
                case UInt8(ascii: "\\"):
                    text += String(decoding: bytes[plain..<place], as: UTF8.self)
                    text.unicodeScalars.append(try escape())
                    plain = place
                case 0..<0x20: throw broken("a control character stands in a text; write it as \\u and four digits")
                default: place += 1
                }
            }
            place = start - 1
            throw broken("a text that begins here has no end")
        }

        private mutating func escape() throws(Broken) -> Unicode.Scalar {
            let start = place
            place += 1
            guard let letter = next else { throw broken("a text has no end") }
            place += 1
            switch letter {
            case UInt8(ascii: "\""): return "\""
            case UInt8(ascii: "\\"): return "\\"
            case UInt8(ascii: "/"): return "/"
            case UInt8(ascii: "b"): return "\u{8}"
            case UInt8(ascii: "f"): return "\u{C}"
            case UInt8(ascii: "n"): return "\n"
            case UInt8(ascii: "r"): return "\r"
            case UInt8(ascii: "t"): return "\t"
            case UInt8(ascii: "u"):
                var code = try hexadecimal()
                if (0xD800..<0xDC00).contains(code), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")),
                    case let low = try hexadecimal(), (0xDC00..<0xE000).contains(low)
                {
                    code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
                }
                if let scalar = Unicode.Scalar(code) { return scalar }
            default: break
            }
            place = start
            throw broken("this is no character; a '\\' stands before one of \"\\/bfnrt, or before u and four digits")
        }

        private mutating func hexadecimal() throws(Broken) -> UInt32 {
            let digits = bytes[place..<min(place + 4, bytes.count)]
            guard digits.count == 4, digits.allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }),
                let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
            else { throw broken("four hexadecimal digits are expected here") }
            place += 4
            return code
        }

        // MARK: Bytes

        private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

        private mutating func take(_ byte: UInt8) -> Bool {
            guard next == byte else { return false }
            place += 1
            return true
        }

        private mutating func skipSpace() {
            while let next, next == 0x20 || next == 0x09 || next == 0x0A || next == 0x0D { place += 1 }
        }

        private mutating func goDeeper() throws(Broken) {
            guard depth < JSONText.deepest else { throw broken("it is nested deeper than \(JSONText.deepest)") }
            depth += 1
            place += 1
        }

        private mutating func closes(_ byte: UInt8) -> Bool {
            skipSpace()
            return take(byte)
        }

        private func broken(_ complaint: String) -> Broken { Broken(place: place + 1, complaint: complaint) }
    }
}
