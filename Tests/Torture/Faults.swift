// The faults that there are, and how often each is done.

extension Fault {
    /// All of them, with the counts that the issue asks for.
    static let full: [Fault] = [
        .kills(200, burst: 5000, gaps: 20...250),
        .boundaries(burst: 20, instants: 2, step: 1, chains: 10),
        .term(5, burst: 5000),
        .restart(5, burst: 5000),
        .hungDelivery(2, burst: 5000),
        .frozen(2, burst: 5000),
        .journaldStopped(5, burst: 5000),
        .journaldFrozen(2, burst: 5000, for: .seconds(10)),
        .journaldKilled(10, burst: 5000),
        .rotated(5, burst: 5000),
        .vacuumed(5, burst: 5000),
        .noSocket(2, burst: 5000),
        .rateLimit((records: 1000, seconds: 5), burst: 50_000),
        .rateLimit(nil, burst: 50_000),
        .diskFull([.store], 3, burst: 5000),
        .diskFull([.journal], 3, burst: 5000),
        .diskFull([.journal, .memory], 3, burst: 5000),
        .diskFull([.store, .journal, .memory], 3, burst: 5000),
        .restartedOnFullDisk(5, burst: 40),
        .forgedBefore(3, burst: 100),
        .forgedMeanwhile(3, burst: 100),
        .secondDaemon(3, burst: 5000),
        .olderStore(3, burst: 500),
        .removedStore(3, burst: 500),
        .damagedStore(
            [.laterSchema, .truncated, .torn, .flippedHead] + Array(repeating: .flipped, count: 8)
                + Array(repeating: .rotten, count: 8), burst: 500),
        .flood(connections: 1000, requests: 10_000, instants: 60),
    ]
    /// The same with small counts, for a quick look.
    static let short: [Fault] = [
        .kills(10, burst: 2000, gaps: 10...150),
        .boundaries(burst: 10, instants: 1, step: 3, chains: 2),
        .term(1, burst: 1000),
        .restart(1, burst: 1000),
        .hungDelivery(1, burst: 1000),
        .frozen(1, burst: 1000),
        .journaldStopped(1, burst: 1000),
        .journaldFrozen(1, burst: 1000, for: .seconds(10)),
        .journaldKilled(1, burst: 1000),
        .rotated(1, burst: 1000),
        .vacuumed(1, burst: 1000),
        .noSocket(1, burst: 1000),
        .rateLimit((records: 1000, seconds: 5), burst: 10_000),
        .rateLimit(nil, burst: 10_000),
        .diskFull([.store], 1, burst: 1000),
        .diskFull([.journal], 1, burst: 1000),
        .diskFull([.journal, .memory], 1, burst: 1000),
        .diskFull([.store, .journal, .memory], 1, burst: 1000),
        .restartedOnFullDisk(1, burst: 40),
        .forgedBefore(1, burst: 50),
        .forgedMeanwhile(1, burst: 50),
        .secondDaemon(1, burst: 1000),
        .olderStore(1, burst: 100),
        .removedStore(1, burst: 100),
        .damagedStore([.laterSchema, .truncated, .torn, .flippedHead, .flipped, .rotten], burst: 100),
        .flood(connections: 1000, requests: 1000, instants: 15),
    ]
    /// The few that 'make test' has time for.
    package static let test: [Fault] = [
        .kills(10, burst: 1000, gaps: 5...100),
        .boundaries(burst: 10, instants: 1, step: 6, chains: 1),
        .journaldStopped(1, burst: 500),
        .journaldKilled(1, burst: 1000),
        .rotated(1, burst: 1000),
        .forgedMeanwhile(1, burst: 20),
        .damagedStore([.flipped, .rotten], burst: 100),
    ]
}
