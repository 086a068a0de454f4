import Testing

@testable import Aftercare

@Suite struct `The seal of a record` {
    private let key = Array("a key of thirty-two bytes, or so".utf8)
    private let fields: [(name: String, value: String)] = [
        ("MESSAGE", "größer"), ("PRIORITY", "5"), ("AFTERCARE_TREATMENT", "T-2"), ("AFTERCARE_TREATMENT", "T-1"),
        ("AFTERCARE_SEQ", "1"),
    ]

    @Test func `is over the fields that we send, by name and value, each with its length`() {
        let others = [("_UID", "0"), ("CODE_FILE", "x"), ("AFTERCARE_HMAC", "00"), ("AFTERCARE_SEQ", "1")]
        #expect(
            String(decoding: RecordSeal.canonical(fields + others), as: UTF8.self)
                == "15:AFTERCARE_SEQ=123:AFTERCARE_TREATMENT=T-123:AFTERCARE_TREATMENT=T-216:MESSAGE=größer10:PRIORITY=5")
    }

    @Test func `is what others compute`() {
        // printf '%s' '9:MESSAGE=m10:PRIORITY=5' | openssl dgst -sha256 -hmac 'a key of thirty-two bytes, or so'
        let seal = RecordSeal.sign(fields: [("PRIORITY", "5"), ("MESSAGE", "m")], key: key)
        #expect(seal == "8dd5d8626b5e91187b288dd88f6ee0b248475bb4546de6772f0d26dd6853e775")
    }

    @Test func `fits what it was made of, in any order, and nothing else`() {
        let seal = ("AFTERCARE_HMAC", RecordSeal.sign(fields: fields, key: key))
        #expect(RecordSeal.check(fields: fields.reversed() + [seal, ("_UID", "7")], key: key) == .good)
        #expect(RecordSeal.check(fields: fields, key: key) == .missing)
        #expect(RecordSeal.check(fields: fields + [seal, seal], key: key) == .wrong)
        #expect(RecordSeal.check(fields: fields + [seal], key: Array(key.reversed())) == .wrong)
        #expect(RecordSeal.check(fields: fields + [("AFTERCARE_SEQ", "2"), seal], key: key) == .wrong)
        #expect(RecordSeal.check(fields: Array(fields.dropLast()) + [seal], key: key) == .wrong)
        for text in ["", "00", seal.1.uppercased(), String(seal.1.dropLast()) + "g"] {
            #expect(RecordSeal.check(fields: fields + [("AFTERCARE_HMAC", text)], key: key) == .wrong, "\(text)")
        }
    }
}
