import Foundation
import TestMachine
import Testing
import torture

extension SystemTests {
    /// The torture suite in its short form; 'make torture' runs the whole.
    @Suite("Torture", .machine)
    struct TortureTests {
        @Test("nothing is lost, said twice, early or stuck", arguments: Fault.test)
        func fault(_ fault: Fault) async throws {
            let seed = UInt64.random(in: 1...9999)
            let tally = try await fault.tally(seed)
            let evidence = Evidence(fault: fault.name, seed: seed).folder.path
            #expect(tally.isClean, "seed \(seed)\n\(Tally.header)\n\(tally.row)\nwhat was found: \(evidence)")
            #expect(tally.runs > 0 && tally.reminders > 0, "nothing was tried")
        }
    }
}

extension Fault: CustomTestStringConvertible {
    public var testDescription: String { name }
}
