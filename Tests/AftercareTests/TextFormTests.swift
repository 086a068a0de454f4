import Testing

@testable import Aftercare

@Suite struct `An id` {
    @Test(
        arguments: [
            ("a", true), ("Z", true), ("0", true), ("9", true), ("z", true), ("A", true), ("a.b_c-d", true), (".a", false), ("_a", false),
            ("-a", false), ("", false), ("a/b", false), ("a:b", false), ("a@b", false), ("a[b", false), ("a`b", false), ("a{b", false),
            ("a b", false), ("a,b", false), ("ä", false), ("aä", false), ("/a", false), (":a", false),
        ])
    func `is made of letters and digits, and of marks behind the first`(text: String, isTaken: Bool) {
        #expect((PatientID(text) != nil) == isTaken)
    }

    @Test func `has 64 letters at the most`() {
        #expect(PlanID(String(repeating: "a", count: 64)) != nil && PlanID(String(repeating: "a", count: 65)) == nil)
    }

    @Test func `is sorted as its letters are, and shown as it is`() {
        let ids: [TreatmentID] = [id("b"), id("B"), id("a10"), id("a9")]
        #expect(ids.sorted().map(\.description) == ["B", "a10", "a9", "b"])
        #expect(TreatmentID(own: "any") == id("any"))
    }
}

@Suite struct `A number of bytes` {
    @Test(
        arguments: [
            ("0", 0), ("4096", 4096), ("1K", 1024), ("1k", 1024), ("2M", 2_097_152), ("3g", 3_221_225_472), ("1T", 1_099_511_627_776),
            ("007", 7), ("8388607T", 9_223_370_937_343_148_032), ("8388608T", nil), ("9223372036854775807", Int64.max),
            ("9223372036854775808", nil), ("", nil), ("K", nil), ("-1", nil), ("+1K", nil), ("1.5G", nil), ("1 K", nil), ("1KB", nil),
            ("1P", nil), ("٣", nil), ("1KK", nil),
        ] as [(String, Int64?)])
    func `has digits and perhaps a letter`(text: String, bytes: Int64?) {
        #expect((try? ByteCount(text: text))?.bytes == bytes)
    }

    @Test func `that is none is refused with an example`() throws {
        let refusal = try #require(throws: MalformedText.self) { try ByteCount(text: "1KB") }
        #expect("\(refusal)" == "'1KB' is not an amount of storage, like 64M or 1G")
    }

    @Test(
        arguments: [
            (0, "0", "0 bytes"), (2, "2", "2 bytes"), (1024, "1K", "1 KiB"), (1536, "1536", "1.5 KiB"), (1126, "1126", "1 KiB"),
            (1127, "1127", "1.1 KiB"), (1 << 20, "1M", "1 MiB"), ((1 << 20) - 1024, "1023K", "1023 KiB"), (3 << 30, "3G", "3 GiB"),
            (5 << 40, "5T", "5 TiB"), (1 << 50, "1024T", "1024 TiB"), ((1 << 40) - 1, "1099511627775", "1023.9 GiB"),
        ] as [(Int64, String, String)])
    func `is written exactly, and shown rounded down`(bytes: Int64, text: String, shown: String) {
        #expect(ByteCount(bytes).text == text)
        #expect("\(ByteCount(bytes))" == shown)
    }

    @Test func `may be stated in mebibytes`() {
        #expect(ByteCount.mebibytes(64).text == "64M" && ByteCount.mebibytes(1024).bytes == 1_073_741_824)
    }
}

@Suite struct `The problems of a request` {
    @Test func `are collected under their paths`() {
        var problems = Problems(at: "treatments.2")
        problems.add(.missing, at: "plan", "a")
        problems.add(.malformed, at: "", "b")
        var part = problems.part("product")
        part.add(.missing, at: "lot", "c")
        part.add(.missing, at: "", "d")
        var whole = Problems().part("")
        whole.add(.contradiction, at: "", "e")
        whole.add(.contradiction, at: "start", "f")
        #expect(part.list.map(\.line) == ["treatments.2.product.lot: missing: c", "treatments.2.product: missing: d"])
        problems.add(part.list)
        problems.add(whole.list)
        #expect(
            problems.list.map(\.path)
                == ["treatments.2.plan", "treatments.2", "treatments.2.product.lot", "treatments.2.product", "", "start"])
    }

    @Test func `name what was written, and what would be right`() {
        var problems = Problems(at: "request")
        let nine = problems.read("09:00", as: LocalTime.self, at: "at")
        let warm = problems.read("warm", oneOf: Modality.self, at: "compress")
        let name = problems.name("P-1", as: PatientID.self, at: "id")
        #expect(nine == time("09:00") && warm == Modality.warm && name == id("P-1"))
        #expect(problems.list == [])
        let noTime = problems.read("soon\u{7}", as: LocalTime.self, at: "at")
        let noModality = problems.read("hot", oneOf: Modality.self, at: "compress")
        let noName = problems.name("P 1", as: PatientID.self, at: "id")
        // What is stated now is read by the stricter rule.
        let noLanguage = problems.read("de-ATX1", as: Language.self, at: "language")
        #expect(noTime == nil && noModality == nil && noName == nil && noLanguage == nil)
        #expect(
            problems.list.map(\.line) == [
                "request.at: malformed: 'soon<U+0007>' is not a time of day from 00:00 to 23:59, like 09:00",
                "request.compress: malformed: 'hot' is not one of cold, none, plan-decides, warm",
                "request.id: malformed: 'P 1' is not a name; use 1 to 64 letters, digits, '.', '_' or '-', the first a letter or digit",
                "request.language: malformed: 'de-ATX1' is not a language tag of BCP 47, like en, de or pt-BR",
            ])
    }

    @Test func `are none where a text is not stated`() {
        var problems = Problems()
        problems.check(nil, .name, "the name", at: "name")
        problems.check("Ana", .name, "the name", at: "name")
        #expect(problems.list == [])
        problems.check("", .name, "the name", at: "name")
        #expect(problems.list.map(\.line) == ["name: malformed: the name is blank; write something, or leave it out"])
    }

    @Test func `say how to find a patient`() {
        #expect(
            Problem.unknown(patient: "P\u{1B}")
                == "unknown patient 'P<U+001B>'; run 'aftercarectl patient list', or add it with 'aftercarectl patient add'")
    }

    @Test func `have codes that programs know`() {
        #expect(
            Problem.Code.allCases.map(\.rawValue) == [
                "malformed", "missing", "unknown-key", "unknown-patient", "unknown-plan", "unknown-protocol", "unknown-instruction",
                "unknown-treatment", "unknown-reminder", "unknown-reaction", "unknown-zone", "unknown-term", "duplicate-id",
                "skipped-local-time", "ends-before-start", "out-of-range", "route-mismatch", "modality-missing", "ambiguous-plan",
                "already-finished", "contradiction", "implausible",
            ])
    }

    @Test(arguments: [(-1, "-1 reminders"), (0, "0 reminders"), (1, "1 reminder"), (2, "2 reminders"), (11, "11 reminders")])
    func `are counted in words`(number: Int, words: String) {
        #expect(number.counted("reminder") == words)
    }
}
