import Aftercare
import Testing

@Suite struct `An instruction` {
    @Test func `is urgent where it says what to watch for, or what cannot wait for the morning`() {
        for kind in Instruction.Kind.allCases {
            let urgent = QuietPolicy.allCases.filter { instruction("a", kind: kind, quiet: $0).isUrgent }
            #expect(urgent == (kind == .monitor ? QuietPolicy.allCases : [.override]), "\(kind)")
        }
    }
}
