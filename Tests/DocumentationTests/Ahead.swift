import Testing

/// What the pages say before the programs do it, and the other way round. An entry that is not needed any more
/// fails a test, so this empties itself.
enum Ahead {
    /// Options in hand-written text, by program, that it does not know yet.
    static let options: [Program: Set<String>] = [.aftercarectl: ["--collected"]]
    /// Variables that no program looks at yet.
    static let variables: [Program: Set<String>] = [:]
    /// Keys that a reader still knows, and a page leaves out, by the group that they are in.
    static let leavingKeys: [String: Set<String>] = [:]
}

@Suite struct `What the pages are ahead of` {
    @Test(arguments: Program.allCases) func `is not there yet`(_ program: Program) throws {
        let known = Set(try program.info().all.flatMap(\.shown).flatMap { $0.names ?? [] }.map(\.typed))
        #expect(known.isDisjoint(with: Ahead.options[program] ?? []), "remove it from Ahead.options, and make the pages anew")
        let variables = try Variables.used(by: program)
        #expect(variables.isDisjoint(with: Ahead.variables[program] ?? []), "remove it from Ahead.variables")
    }

    @Test func `is still known`() throws {
        for (group, keys) in Ahead.leavingKeys {
            #expect(keys.isSubset(of: try KnownKeys.all()[group] ?? []), "remove it from Ahead.leavingKeys")
        }
    }
}
