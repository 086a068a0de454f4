import Aftercare
import AftercareConfig
import Foundation
import Testing

/// What becomes of local times in one zone, drawn: a line for each, with how often it happens, and when. For a time
/// that never happens it is the change that leaves it out.
///
///     2026-03-29 01:59  once   2026-03-29T00:59:00Z
///     2026-03-29 02:00  never  2026-03-29T01:00:00Z
///     2026-10-25 02:00  twice  2026-10-25T00:00:00Z 2026-10-25T01:00:00Z
struct Fates {
    let zone: String
    let drawing: String

    /// Expects that the judge and the service, asked what becomes of the same times, draw just this.
    func expect(_ location: SourceLocation = #_sourceLocation) async throws {
        let database = ZoneDatabase()
        let walls = try drawing.split(separator: "\n").map { try LocalDateTime(text: String($0.prefix(16))) }
        let ours = try #require(try database.zone(named: zone), sourceLocation: location)
        var facts = try await Judge().facts("walls", database.directory, [zone] + walls.map { "\($0.digits)" })
        var judges: [(LocalDateTime, Zone.Resolution)] = []
        while let fact = try facts.next() {
            if case .meets(let wall, let fate) = fact { judges.append((wall, fate)) }
        }

        #expect(Self.draw(judges) == drawing, "the judge's", sourceLocation: location)
        #expect(Self.draw(walls.map { ($0, ours.resolve($0)) }) == drawing, "ours", sourceLocation: location)
    }

    private static func draw(_ fates: [(LocalDateTime, Zone.Resolution)]) -> String {
        fates.map { wall, fate in
            switch fate {
            case .once(let instant): "\(wall.drawn)  once   \(instant)"
            case .twice(let first, let second): "\(wall.drawn)  twice  \(first) \(second)"
            case .skipped(let transition): "\(wall.drawn)  never  \(transition)"
            }
        }.joined(separator: "\n")
    }
}

/// Where calendar spans end in one zone, drawn: from where on the wall, how many months and days, where on the wall
/// they end, and when that is.
///
///     2026-03-28 09:00 + 1 mo 0 d = 2026-04-28 09:00, 2026-04-28T07:00:00Z
struct Sums {
    let zone: String
    let drawing: String

    /// Expects that the judge and the service, asked for the same sums, draw just this.
    func expect(_ location: SourceLocation = #_sourceLocation) async throws {
        let database = ZoneDatabase()
        let asked = try drawing.split(separator: "\n").map { line in
            let numbers = line.dropFirst(16).split(separator: " ").compactMap { Int($0) }
            return (wall: try LocalDateTime(text: String(line.prefix(16))), months: numbers[0], days: numbers[1])
        }
        let ours = try #require(try database.zone(named: zone), sourceLocation: location)
        let question = asked.flatMap { ["\($0.wall.digits)", "\($0.months)", "\($0.days)"] }
        var facts = try await Judge().facts("sums", database.directory, [zone] + question)
        var judges: [Instant] = []
        while let fact = try facts.next() {
            if case .ends(let sum) = fact { judges.append(sum.end) }
        }

        func draw(_ ends: [Instant]) -> String {
            zip(asked, ends).map { sum, end in
                "\(sum.wall.drawn) + \(sum.months) mo \(sum.days) d = \(ours.local(end).drawn), \(end)"
            }.joined(separator: "\n")
        }
        #expect(draw(judges) == drawing, "the judge's", sourceLocation: location)
        let sums = asked.map { ours.adding(Span(months: $0.months, days: $0.days), to: ours.instant(of: $0.wall)) }
        #expect(draw(sums) == drawing, "ours", sourceLocation: location)
    }
}

extension LocalDateTime {
    fileprivate var drawn: String { "\(date) \(time)" }
}
