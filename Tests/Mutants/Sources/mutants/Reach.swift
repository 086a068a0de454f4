import Foundation

/// Which suites pass which mutants, and how long a suite takes without any.
struct Reach: Codable {
    /// In seconds.
    var times: [TestBinary.Suite: Double] = [:]
    var passes: [TestBinary.Suite: [Int]] = [:]
    /// Those that fail without any mutant; they say nothing about one.
    var unfit: [TestBinary.Suite: String] = [:]

    func limited(to isWanted: (TestBinary.Suite) -> Bool) -> Reach {
        Reach(
            times: times.filter { isWanted($0.key) }, passes: passes.filter { isWanted($0.key) }, unfit: unfit.filter { isWanted($0.key) })
    }

    /// Learns it of the suites of which it is not known.
    ///
    /// - Parameter highest: the highest number of a mutant.
    mutating func learn(_ suites: [TestBinary.Suite], in binary: TestBinary, highest: Int, workers: Int) async throws {
        let unknown = suites.filter { times[$0] == nil }
        let found = try await inParallel(unknown, workers: workers) { suite in
            let file = FileManager.default.temporaryDirectory.appending(path: "mutants-passed-\(UUID().uuidString)")
            try Data(count: 1 << 16).write(to: file)
            defer { try? FileManager.default.removeItem(at: file) }
            let begin = ContinuousClock.now
            let outcome = try await binary.run([suite], mutant: 0, passed: file, limit: .seconds(900))
            let bytes = try Data(contentsOf: file)
            return (outcome, (1...highest).filter { bytes[$0] != 0 }, begin.duration(to: .now) / .seconds(1))
        }
        for (suite, (outcome, passed, seconds)) in zip(unknown, found) {
            times[suite] = seconds
            if outcome.isPassed { passes[suite] = passed } else { unfit[suite] = "\(outcome)" }
        }
    }

    func suites(passing number: Int) -> [TestBinary.Suite] { passes.filter { $0.value.contains(number) }.keys.sorted() }
}

/// What `work` makes of each element, so many at a time, in the order of the elements.
func inParallel<Element: Sendable, Result: Sendable>(
    _ elements: [Element], workers: Int, _ work: @escaping @Sendable (Element) async throws -> Result
) async throws -> [Result] {
    try await withThrowingTaskGroup(of: (Int, Result).self) { group in
        var results = [Result?](repeating: nil, count: elements.count)
        var waiting = elements.indices[...]
        func begin() {
            guard let place = waiting.popFirst() else { return }
            group.addTask { (place, try await work(elements[place])) }
        }
        for _ in 0..<workers { begin() }
        while let (place, result) = try await group.next() {
            results[place] = result
            begin()
        }
        return results.compactMap(\.self)
    }
}
