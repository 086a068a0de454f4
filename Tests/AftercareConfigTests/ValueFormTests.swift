import Testing

@testable import Aftercare
@testable import AftercareConfig

/// How the values of a file may be written, whatever they are for.
@Suite struct `A value in a file` {
    private func clinic(_ text: String) -> Parsed<ClinicRequest> { ClinicRequest.read(SourceText(name: "c.yaml", text: text)) }

    private func settings(_ text: String) -> Parsed<DaemonSettings> { DaemonSettings.read(SourceText(name: "a.yaml", text: text)) }

    private func change(_ text: String) -> Parsed<PlanChangeRequest> {
        PlanChangeRequest.read(SourceText(name: "p.yaml", text: "instructions: { ice: { \(text) } }\n"))
    }

    @Test(arguments: ["", "~", "null", "Null", "NULL", "'  '", "\"\\t\""]) func `is missing where nothing is written`(text: String) {
        let parsed = clinic("patients:\n  P-1:\n    zone: \(text)\n")
        #expect(parsed.diagnostics.map(\.message) == ["'zone' in patient 'P-1' has no value; write one, or leave the key out"])
        #expect(parsed.value == nil)
    }

    @Test(arguments: [("'~'", "~"), ("\"null\"", "null"), ("nULL", "nULL"), ("none", "none")])
    func `is a text where it only looks like nothing`(text: String, value: String) {
        #expect(clinic("patients:\n  P-1:\n    zone: \(text)\n").value?.patients.map(\.zone) == [value])
    }

    @Test(arguments: [
        ("true", true), ("yes", true), ("on", true), ("TRUE", true), ("Yes", true), ("false", false), ("no", false), ("off", false),
        ("OFF", false),
    ])
    func `is true or false in three words each`(text: String, isTrue: Bool) {
        let clinic = settings("clinic: { contact-monitored: \(text), confirm-treatments: \(text) }\n").value?.clinic
        #expect(clinic?.isContactMonitored == isTrue && clinic?.confirmsTreatments == isTrue)
        #expect(settings("clinic: { name: North, sign-messages: \(text) }\n").value?.clinic.signsMessages == isTrue)
        #expect(readProtocol(knee + "confirm: \(text)\n").value?.confirms == isTrue)
        #expect(change("apart: \(text)").value?.changes?.map(\.apart) == [isTrue])
    }

    @Test(arguments: [("0", 0), ("7", 7), ("-3", -3), ("60", 60)]) func `is a whole number with its sign`(text: String, number: Int) {
        let parsed = clinic("treatments:\n  T-1: { patient: P-1, times: \(text) }\n")
        #expect(parsed.value?.treatments.map(\.times) == [number])
    }

    @Test(arguments: [
        (
            "plans: { PL-1: { patient: P-1, protocol: k, without: { a: b } } }",
            "'without' in plan 'PL-1' must be a list, like [one, two], not a group of keys"
        ),
        ("plans: { PL-1: { patient: P-1, protocol: k, without: [[a]] } }", "an item in plan 'PL-1' must be a single value, not a list"),
        (
            "plans: { PL-1: { patient: P-1, protocol: k, without: [{ a: b }] } }",
            "an item in plan 'PL-1' must be a single value, not a group of keys"
        ),
        ("plans: { PL-1: { patient: { a: b }, protocol: k } }", "'patient' in plan 'PL-1' must be a single value, not a group of keys"),
        ("plans: { PL-1: { protocol: k } }", "'patient' is missing in plan 'PL-1'; add one, like 'patient: P-0001'"),
        ("treatments: { T-1: { start: now } }", "'patient' is missing in treatment 'T-1'; add one, like 'patient: P-0001'"),
        (
            "treatments: { T-1: { patient: P-1, product: { lot: L-1 } } }",
            "'name' is missing in the product of treatment 'T-1'; add one, like 'name: Example product'"
        ),
        (
            "treatments: { T-1: { patient: P-1, product: { name: A, lott: L-1 } } }",
            "unknown key 'lott' in the product of treatment 'T-1'; did you mean 'lot'?"
        ),
        ("hello", "this file must be a group of keys with values, not a single value"),
        ("- hello", "this file must be a group of keys with values, not a list"),
        ("? [a, b]\n: c\n", "a key must be a single word, not a list or a group"),
    ])
    func `of another form is named with what it should be`(text: String, message: String) {
        let parsed = clinic(text)
        #expect(parsed.diagnostics.map(\.message) == [message])
        #expect(parsed.value == nil)
    }

    @Test(
        arguments: [
            ("compres: cold", "cold"), ("compres: cold, commpress: warm", "cold"), ("compress: cold, compres: warm", "cold"),
            ("compres: warm, compress: cold", "cold"), ("squeeze: cold", nil),
        ] as [(String, String?)])
    func `under a misspelt key stands in for one that is not there, and for no other`(keys: String, compress: String?) {
        let parsed = clinic("plans: { PL-1: { patient: P-1, protocol: knee, \(keys) } }")
        #expect(parsed.value == nil)
        #expect(parsed.draft?.plans.map(\.compress) == [compress])
    }

    // MARK: Settings

    @Test(arguments: ["trace", "debug", "info", "notice", "warning", "error", "critical"]) func `is any level of the log`(level: String) {
        #expect(settings("log-level: \(level)\n").value?.logLevel.rawValue == level)
    }

    @Test(arguments: [("shown", false), ("hidden", true)]) func `hides persons only where it says so`(word: String, isHidden: Bool) {
        #expect(settings("viewers: { names: \(word) }\n").value?.hidesPersons == isHidden)
        let unknown = settings("viewers: { names: none }\n")
        #expect(unknown.headlines == ["1:19: error: unknown names 'none' in 'viewers'; known are shown, hidden"])
    }

    @Test func `names directories from the root on, in their order`() {
        #expect(settings("journals: [/b, /a]\n").value?.journals == ["/b", "/a"])
        #expect(settings("journals: /a\n").value?.journals == ["/a"])
        let wrong = settings("journals: [/a, b, /c]\n")
        #expect(wrong.headlines == ["1:16: error: 'b' is no path from the root on, like /var/log/journal/remote"])
        #expect(wrong.draft?.journals == ["/a", "/c"])
    }

    // MARK: Instructions

    @Test(
        arguments: [
            ("[start, 0h, 9min, end]", .moments([.start, .after(.zero, at: nil), .after(.minutes(9), at: nil), .end])),
            ("[{ after: 3d }]", .moments([.after(.days(3), at: nil)])),
            ("{ every: 3h }", .every(.hours(3), count: nil)),
        ] as [(String, Cadence)])
    func `is a moment, a length or an interval`(text: String, cadence: Cadence) {
        #expect(change("remind: \(text)").value?.changes?.map(\.cadence) == [cadence])
    }

    @Test(arguments: [
        ("{ before: end, for: 2h }", Anchor(edge: .beforeEnd, offset: .hours(2))),
        ("{ before: end, offset: 5h, for: 2h }", Anchor(edge: .beforeEnd, offset: .hours(5))),
        ("{ after: start, for: 2h }", Anchor(edge: .afterStart)),
        ("{ after: start, offset: 5h, for: 2h }", Anchor(edge: .afterStart, offset: .hours(5))),
    ])
    func `opens a window by its length before, and at once after`(text: String, opens: Anchor) {
        #expect(change("window: \(text)").value?.changes?.map(\.window) == [WindowRule(opens: opens, closes: .lasting(.hours(2)))])
    }

    @Test(arguments: [
        ("remind: [often]", "'often' is no moment of a window; write start, end, a length like 12h, or { after: 3d, at: \"09:00\" }"),
        ("remind: [{ at: \"09:00\" }]", "'after' is missing in instruction 'ice'; add one, like 'after: 3d'"),
        (
            "remind: { count: 3 }",
            "'remind' in instruction 'ice' must say one of 'every: 3h' and 'daily: [\"09:00\"]', or be a list, like [start, 12h, end]"
        ),
        (
            "remind: { every: 3h, daily: \"09:00\" }",
            "'remind' in instruction 'ice' must say one of 'every: 3h' and 'daily: [\"09:00\"]', or be a list, like [start, 12h, end]"
        ),
        (
            "window: { after: end, before: start, for: 2h }",
            "a window in instruction 'ice' must say one of 'after' and 'before', and 'start' or 'end' of the treatment"
        ),
        ("text: { start: x }", "the sentence 'start' does not say its language; sentences stand below one, like 'en: { start: … }'"),
        ("text: { during: x }", "the sentence 'during' does not say its language; sentences stand below one, like 'en: { during: … }'"),
        ("label: { end: x }", "the sentence 'end' does not say its language; sentences stand below one, like 'en: { end: … }'"),
        ("apart: alone", "'alone' is not true or false"),
        ("apart: [yes]", "'apart' in instruction 'ice' must be a single value, not a list"),
        ("apart:", "'apart' in instruction 'ice' has no value; write one, or leave the key out"),
        ("nag: { every: 1h }", "'times' is missing in the nag of instruction 'ice'; add one, like 'times: 3'"),
    ])
    func `of an instruction that is formed wrongly is the only one complained about`(text: String, message: String) {
        #expect(change(text).diagnostics.map(\.message) == [message])
    }

    @Test(arguments: [
        ("version: 1\n", "'version' is missing in this file; add one, like 'version: 1'"),
        ("title: { en: Knee, de: Knie }\n", "'title' is missing in this file; add one, like 'title: Exosome injection'"),
        ("routes: [intra-articular]\n", "'routes' is missing in this file; add one, like 'routes: [intravenous]'"),
        ("sources: { sheet: A sheet }\n", "'sources' is missing in this file; add one, like 'sources: { sheet: The title of the sheet }'"),
        ("by: \"Dr. Ada Example\", ", "'by' is missing in 'signed-off'; add one, like 'by: Dr. Ada Example'"),
        (", on: 2026-11-21", "'on' is missing in 'signed-off'; add one, like 'on: 2026-11-21'"),
        ("    kind: abstain\n", "'kind' is missing in instruction 'no-alcohol'; add one, like 'kind: abstain'"),
        (
            "    window: { after: end, for: 48h }\n",
            "'window' is missing in instruction 'ice'; add one, like 'window: { after: end, for: 24h }'"
        ),
        ("    remind: { every: 3h }\n", "'remind' is missing in instruction 'ice'; add one, like 'remind: [start, 12h, end]'"),
    ])
    func `that a protocol must have is asked for with an example`(passage: String, message: String) throws {
        let parsed = readProtocol(try knee.spoilt(passage, ""))
        #expect(parsed.value == nil)
        #expect(parsed.diagnostics.map(\.message).contains(message), "\(parsed.headlines)")
    }

    @Test func `is asked for where a protocol file holds only comments`() {
        #expect(readProtocol("# nothing\n").headlines == ["error: this file is empty; a protocol begins with 'protocol: its-name'"])
    }
}
