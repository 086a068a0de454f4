/// Something to be measured, and how long it took.
struct Case {
    let name: String
    /// Does it once. What it returns is kept, so that nothing of it is optimized away.
    let body: () throws -> Int
    /// How many times it runs between two looks at the clock.
    private var repeats = 1
    private var nanoseconds: [Double] = []
    private(set) var last = 0

    init(_ name: String, _ body: @escaping () throws -> Int) {
        self.name = name
        self.body = body
    }

    /// For one run, in microseconds.
    var median: Double { nanoseconds.sorted()[nanoseconds.count / 2] / 1000 }

    /// Warms up, and finds out how often it runs in about a millisecond.
    fileprivate mutating func calibrate() throws {
        while try lap() < 1_000_000 && repeats < 1 << 20 { repeats *= 2 }
        nanoseconds = []
    }

    /// - Returns: how long the round took, in nanoseconds.
    @discardableResult
    fileprivate mutating func lap() throws -> Double {
        let start = ContinuousClock.now
        for _ in 0..<repeats { last = try body() }
        let elapsed = (ContinuousClock.now - start) / .nanoseconds(1)
        nanoseconds.append(elapsed / Double(repeats))
        return elapsed
    }
}

extension [Case] {
    /// Measures all of them side by side, one round after another, so that a busy moment of the machine hits
    /// all alike.
    mutating func measure(rounds: Int) throws {
        for index in indices { try self[index].calibrate() }
        for _ in 0..<rounds { for index in indices { try self[index].lap() } }
    }
}
