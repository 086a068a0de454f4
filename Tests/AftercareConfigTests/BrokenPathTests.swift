import Testing

@testable import Aftercare
@testable import AftercareConfig

/// What is still complained about where part of a file could not be read.
@Suite struct `A value that could not be read` {
    private func broken(_ paths: String..., incomplete: String? = nil) -> BrokenPaths {
        var broken = BrokenPaths()
        for path in paths { broken.insert(path) }
        if let incomplete { broken.markIncomplete(incomplete) }
        return broken
    }

    @Test(arguments: [
        ("a.b.c", true), ("a.b.d", true), ("a.b", true), ("a", true), ("a.b.c.e.0", true), ("x", true), ("x.y", true),
        ("a.b.e", false), ("a.b.cd", false), ("a.bc", false), ("a.c", false), ("ab", false), ("b", false), ("", false),
    ])
    func `excuses itself, its parts and whatever encloses it, and no neighbour`(path: String, isExcused: Bool) {
        let broken = broken("a.b.c", "a.b.d", "x")
        #expect(broken.contains(path) == isExcused)
        #expect(broken.covers(Problem(.implausible, at: path, "wrong")) == isExcused)
    }

    @Test(arguments: ["", "a", "a.b.c"]) func `excuses everything where it is the file itself`(path: String) {
        #expect(broken("").contains(path))
        #expect(broken("").covers(Problem(.missing, at: path, "wrong")))
    }

    @Test(arguments: [
        ("i.ice", Problem.Code.outOfRange, true), ("i.ice.nag.every", .contradiction, true), ("i.ice.label", .malformed, true),
        ("i.ice.text.en.cold", .missing, true),
        // What is said, and by which source, can be checked by itself.
        ("i.ice.text.en.cold.start", .malformed, false), ("i.ice.source", .missing, false), ("i.ice.source.window", .malformed, false),
        ("i.walk.window", .outOfRange, false), ("i", .missing, false), ("i.icebag", .missing, false),
    ])
    func `that an instruction depends on excuses all of it but its words and sources`(path: String, code: Problem.Code, isExcused: Bool) {
        let broken = broken(incomplete: "i.ice")
        #expect(broken.covers(Problem(code, at: path, "wrong")) == isExcused)
        #expect(!broken.contains(path))
    }

    @Test func `leaves nothing to say of a file that is no YAML`() {
        let clinic = ClinicRequest.read(SourceText(name: "c.yaml", text: "patients: ["))
        let change = PlanChangeRequest.read(SourceText(name: "p.yaml", text: "instructions: ["))
        let problem = Problem(.missing, at: "patients.0.zone", "wrong")
        #expect(clinic.value == nil && clinic.diagnostics.count == 1 && clinic.diagnostics(for: [problem]) == [])
        #expect(change.value == nil && change.diagnostics.count == 1 && change.diagnostics(for: [problem]) == [])
    }
}
