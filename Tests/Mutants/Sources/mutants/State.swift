import Foundation

/// What is known so far, kept in a file: whoever is ended in the middle goes on from there.
actor State {
    private struct Content: Codable {
        var sources: Int = 0
        /// Which mutants were built in when it was learned what passes what.
        var build: Int = 0
        /// Which tests each suite had then.
        var tests: [TestBinary.Suite: Int]?
        /// By their keys, which stay while other lines change.
        var refused: Set<String> = []
        var reach: Reach?
        var verdicts: [Verdict] = []
    }

    private let file: URL
    private var content: Content
    private var tried: Set<Mutation>

    /// - Parameters:
    ///   - sources: changes with them, and then nothing counts any longer.
    ///   - isAgain: whether the survivors are forgotten.
    /// - Throws: where the file is there and cannot be read; whoever removes it begins anew.
    init(_ file: URL, sources: Int, isAgain: Bool) throws {
        self.file = file
        content = Content()
        if FileManager.default.fileExists(atPath: file.path) {
            do { content = try JSONDecoder().decode(Content.self, from: Data(contentsOf: file)) } catch {
                throw Failure("\(file.path) cannot be read; remove it to begin anew (\(error))")
            }
        }
        if content.sources != sources { content = Content(sources: sources, refused: content.refused) }
        if isAgain { content.verdicts.removeAll { $0.noticedBy == nil } }
        tried = Set(content.verdicts.map(\.mutation))
    }

    var refused: Set<String> { content.refused }

    func refuse(_ keys: Set<String>) throws {
        content.refused = keys
        try save()
    }

    /// What is known of the suites that are as they were.
    func reach(of tests: [TestBinary.Suite: Int], build: Int) -> Reach {
        guard content.build == build, let reach = content.reach else { return Reach() }
        return reach.limited { content.tests?[$0] == tests[$0] && tests[$0] != nil }
    }

    func set(_ reach: Reach, of tests: [TestBinary.Suite: Int], build: Int) throws {
        (content.reach, content.tests, content.build) = (reach, tests, build)
        try save()
    }

    func isTried(_ mutation: Mutation) -> Bool { tried.contains(mutation) }

    /// - Returns: how many are tried.
    func add(_ verdict: Verdict) throws -> Int {
        content.verdicts.append(verdict)
        tried.insert(verdict.mutation)
        try save()
        return content.verdicts.count
    }

    func verdicts(of mutations: [Mutation]) -> [Verdict] {
        let known = Dictionary(content.verdicts.map { ($0.mutation, $0) }, uniquingKeysWith: { _, other in other })
        return mutations.compactMap { known[$0] }
    }

    private func save() throws { try JSONEncoder().encode(content).write(to: file, options: .atomic) }
}
