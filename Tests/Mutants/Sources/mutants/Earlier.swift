import Foundation

/// An earlier report, by what the sources have today.
struct Earlier {
    let seed: UInt64
    let survivors: [Mutation]
    let noticed: [Verdict]

    /// - Throws: where it cannot be read, or where nothing of it is left in the sources.
    init(_ file: URL, in catalog: Catalog) throws {
        let score: Score
        do { score = try JSONDecoder().decode(Score.self, from: Data(contentsOf: file)) } catch {
            throw Failure("\(file.path) is no report of mutants (\(error)); name a 'score-….json'")
        }
        let today = Dictionary(catalog.all.map { ($0.key, $0) }, uniquingKeysWith: { one, _ in one })
        let here = score.verdicts.compactMap { verdict in today[verdict.mutation.key].map { (mutation: $0, verdict: verdict) } }
        guard !here.isEmpty else { throw Failure("nothing that \(file.path) names is in the sources any more") }
        say("\(here.count) of \(score.verdicts.count) mutants are in the sources as they are now")
        seed = score.seed
        survivors = here.filter { $0.verdict.noticedBy == nil }.map(\.mutation)
        noticed = here.filter { $0.verdict.noticedBy != nil }.map {
            Verdict(mutation: $0.mutation, noticedBy: $0.verdict.noticedBy, suites: $0.verdict.suites, reason: nil)
        }
    }
}
