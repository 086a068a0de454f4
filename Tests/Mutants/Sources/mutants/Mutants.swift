import ArgumentParser
import Foundation

/// Changes the sources as mistakes do, a sample of them compiled in at once behind a switch, and asks the tests of each.
@main
struct Mutants: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mutants", abstract: "Say how many small mistakes in the sources the tests notice.",
        discussion: """
            A sample is drawn, woven into a copy of the checkout below '.build/mutants', and built once. Every suite then \
            runs without a mutant, to learn which it passes; and each mutant with the suites that pass it, its own \
            room's first. Ended in the middle, it goes on where it was.
            """)

    @Option(help: "What chance begins with; the same seed draws the same.") var seed: UInt64 = 1
    @Option(help: "How many mutants are tried.") var count = 400
    @Option(help: ArgumentHelp("Only in these rooms.", valueName: "room,…")) var rooms = Mutants.rooms.joined(separator: ",")
    @Option(help: ArgumentHelp("Only in files whose path has this.", valueName: "part,…")) var files: String?
    @Option(help: "How many run at a time.") var workers = 2
    @Option(help: ArgumentHelp("The project.", valueName: "folder")) var checkout = "."
    @Flag(help: "Only the mistakes that are written down in 'known.json'.") var known = false
    @Option(
        help: ArgumentHelp(
            "Try the survivors of an earlier report again, as far as the sources still have them; what was noticed stays noticed.",
            valueName: "score.json"))
    var from: String?
    @Flag(help: "Only say how many mutants the sources offer.") var list = false
    @Flag(help: "Try again those that survived, with the tests as they are now.") var again = false

    static let rooms = [
        "Aftercare", "AftercareEngine", "AftercareStore", "AftercareConfig", "AftercareServer", "AftercareAPI", "AftercareClient",
        "aftercarectl",
    ]
    /// They look at the sources, the package or a whole machine, and not at what a room does.
    static let besides: Set = ["ArchitectureTests", "SystemTests"]

    func validate() throws {
        if !(1...10_000).contains(count) { throw ValidationError("'--count' takes 1 to 10000") }
        if workers < 1 { throw ValidationError("'--workers' takes 1 or more") }
        if known, from != nil { throw ValidationError("'--known' and '--from' name mutants both; take one of them out") }
    }

    func run() async throws {
        let root = URL(filePath: checkout).standardizedFileURL.absoluteURL
        let folder = root.appending(path: ".build/mutants")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let catalog = try Catalog(of: root, rooms: rooms.split(separator: ",").map(String.init))
        if list { return print(catalog.listing) }
        let parts = files.map { $0.split(separator: ",").map(String.init) }
        let earlier = try from.map { try Earlier(URL(filePath: $0), in: catalog) }
        let all =
            try known
            ? Known.read(root.appending(path: "Tests/Mutants/known.json")).map { try $0.mutation(in: catalog.texts) }
            : earlier?.survivors ?? catalog.shuffled(seed: seed)
        let drawn = all.filter { mutation in parts?.contains { mutation.file.contains($0) } ?? true }

        let tree = Tree(checkout: root, root: folder.appending(path: "tree"), texts: catalog.texts)
        let seed = earlier?.seed ?? seed
        let name = known ? "known" : earlier == nil ? "\(seed)" : "\(seed)-again"
        let state = try State(folder.appending(path: "state-\(name).json"), sources: catalog.fingerprint, isAgain: again)
        let mutants = try await compiled(drawn, in: tree, state)
        let binary = TestBinary(tree: tree.root)
        let suites = try await binary.suites(besides: Self.besides)
        let (build, tests) = (tree.fingerprint(of: mutants), try tree.fingerprints(of: suites))
        var reach = await state.reach(of: tests, build: build)
        if reach.times.count < suites.count {
            say("\(mutants.count) mutants are built in; \(suites.count - reach.times.count) suites run without any …")
            try await reach.learn(suites, in: binary, highest: mutants.map(\.number).max() ?? 0, workers: workers)
            try await state.set(reach, of: tests, build: build)
        }
        for (suite, outcome) in reach.unfit.sorted(by: { $0.key < $1.key }) {
            say("\(suite.target).\(suite.name) fails by itself: \(outcome)")
        }
        let equivalents = try Equivalents(root.appending(path: "Tests/Mutants/equivalent.tsv"))
        try await tryAll(mutants, in: binary, reach, state, equivalents)

        let tried = await state.verdicts(of: mutants.map(\.mutation))
        let verdicts = (tried + (earlier?.noticed ?? [])).map { verdict in
            var verdict = verdict
            verdict.reason = equivalents.reason(verdict.mutation)
            return verdict
        }
        let score = Score(
            seed: seed, verdicts: verdicts, unfit: reach.unfit.map { "\($0.key.target).\($0.key.name): \($0.value)" }.sorted())
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let report = folder.appending(path: "score-\(name).json")
        try encoder.encode(score).write(to: report)
        print(score.table)
        say("\n\(report.path)")
    }

    /// The first so many that compile, built in.
    private func compiled(_ drawn: [Mutation], in tree: Tree, _ state: State) async throws -> [(number: Int, mutation: Mutation)] {
        var refused = await state.refused
        // So many do not compile; to take others in their place one by one would build everything above them anew.
        let isWhole = known || from != nil
        var reach = isWhole ? drawn.count : count + count / 3
        while true {
            // Numbers stay as they are while others are left out.
            let mutants = drawn.prefix(reach).enumerated().map { (number: $0.offset + 1, mutation: $0.element) }
                .filter { !refused.contains($0.mutation.key) }
            if mutants.count < count, !isWhole, reach < drawn.count {
                reach += max(20, 2 * (count - mutants.count))
                continue
            }
            guard !mutants.isEmpty else { throw Failure("there is nothing to mutate") }
            let lines = try await tree.lay(mutants)
            say("building \(mutants.count) mutants, \(refused.count) do not compile …")
            let errors = try await tree.build()
            if errors.isEmpty {
                if isWhole { for mutation in drawn where refused.contains(mutation.key) { say("does not compile: \(mutation.place)") } }
                return isWhole ? mutants : Array(mutants.prefix(count))
            }
            let before = refused.count
            for (file, places) in errors {
                let here = mutants.filter { $0.mutation.file == file }
                for place in places {
                    let hit = here.filter { lines[$0.number]?.contains(place) == true }
                    // An expression that became too long is complained of where it begins, and a lost return where it should be.
                    func distance(_ number: Int) -> Int { lines[number].map { abs($0.lowerBound - place) } ?? .max }
                    let near = here.min { distance($0.number) < distance($1.number) }
                    refused.formUnion((hit.isEmpty ? [near].compactMap(\.self) : hit).map(\.mutation.key))
                }
            }
            guard refused.count > before else { throw Failure("does not build, and no mutant is why: \(errors)") }
            try await state.refuse(refused)
        }
    }

    private func tryAll(
        _ mutants: [(number: Int, mutation: Mutation)], in binary: TestBinary, _ reach: Reach, _ state: State, _ equivalents: Equivalents
    ) async throws {
        var waiting: [(number: Int, mutation: Mutation)] = []
        for mutant in mutants where await !state.isTried(mutant.mutation) { waiting.append(mutant) }
        say("\(waiting.count) mutants are tried …")
        // Most are noticed at once, so what may survive is known long before the slow suites have had their turn with it.
        for isSlowTurn in [false, true] {
            let left = try await inParallel(waiting, workers: workers) { number, mutation -> (number: Int, mutation: Mutation)? in
                let suites = reach.suites(passing: number)
                let slow = suites.filter { reach.times[$0] ?? 0 >= ($0.target == mutation.room + "Tests" ? 20 : 5) }
                let turn = isSlowTurn ? [slow] : stages(of: suites.filter { !slow.contains($0) }, for: mutation)
                let noticedBy = try await notice(of: number, by: turn, in: binary, reach)
                let place = "\(mutation.file):\(mutation.line) [\(mutation.kind.rawValue)]"
                if noticedBy == nil, !isSlowTurn, !slow.isEmpty, equivalents.reason(mutation) == nil {
                    // As 'equivalent.tsv' names it.
                    say("… line \(mutation.line): \(slow.count) slow suites are left: \(mutation.key)")
                    return (number, mutation)
                }
                let done = try await state.add(Verdict(mutation: mutation, noticedBy: noticedBy, suites: suites.count, reason: nil))
                say("\(done) \(place) \(noticedBy ?? "SURVIVED (\(suites.count) suites)")")
                return nil
            }
            waiting = left.compactMap(\.self)
        }
    }

    /// What notices a mutant first; nil: nothing does.
    private func notice(of number: Int, by stages: [[TestBinary.Suite]], in binary: TestBinary, _ reach: Reach) async throws -> String? {
        for stage in stages {
            let expected = stage.reduce(0) { $0 + (reach.times[$1] ?? 0) }
            switch try await binary.run(stage, mutant: number, limit: .seconds(30 + 4 * expected)) {
            case .passed: continue
            case .failed(let test): return test
            case .crashed(let words): return "crash: \(words)"
            case .hung(let words): return "hang: \(words)"
            }
        }
        return nil
    }

    /// The tests of its own room, then those of the others.
    private func stages(of suites: [TestBinary.Suite], for mutation: Mutation) -> [[TestBinary.Suite]] {
        let own = suites.filter { $0.target == mutation.room + "Tests" }
        return [own, suites.filter { !own.contains($0) }].filter { !$0.isEmpty }
    }
}

func say(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }
