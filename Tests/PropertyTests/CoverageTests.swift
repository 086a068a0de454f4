import Aftercare
import Testing

@Suite struct `The cases` {
    @Test func `draw every kind of edit, verdict and role, so that the properties are about something`() {
        guard Cases.areAll else { return }
        let decisions = Cases.told.flatMap(\.decisions)
        let edits = Set(Cases.told.flatMap(\.scenes).compactMap(\.edit?.kind))
        var reasons: Set<String> = []
        var roles: Set<Role> = []
        for decision in decisions {
            switch decision.verdict {
            case .emit: roles.insert(decision.occurrence.role)
            case .miss(let reason): reasons.insert(reason.rawValue)
            case .suppress(let reason): reasons.insert(reason.rawValue)
            case .cancel(let reason): reasons.insert(reason.rawValue)
            }
        }
        // Every instruction that is drawn has words.
        let all =
            MissReason.allCases.map(\.rawValue) + CancelReason.allCases.map(\.rawValue)
            + SuppressReason.allCases.filter { $0 != .noText }.map(\.rawValue)
        #expect(Set(Edit.Kind.allCases).subtracting(edits).map(\.rawValue) == [])
        #expect(Set(all).subtracting(reasons).sorted() == [])
        #expect(Set(Role.allCases).subtracting(roles).map(\.rawValue) == [])
        #expect(Set(Cases.told.map { "\($0.pace)" }).count == Case.Pace.allCases.count)
    }
}
