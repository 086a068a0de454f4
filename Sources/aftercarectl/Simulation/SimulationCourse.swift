import Aftercare
import AftercareSimulation

/// The period that a simulation covers, and the outages of the service and its journal during it.
struct SimulationCourse: Equatable {
    let from: Instant
    let until: Instant
    /// In order and without overlap.
    let outages: [Range<Instant>]
    let journalOutages: [Range<Instant>]

    /// - Parameters:
    ///   - zone: the clinic's zone, for times without an offset.
    /// - Throws: `Failure` with everything that is wrong.
    init(from: String, lasting: String, outages: [String], journalOutages: [String], zone: Zone, now: Instant) throws {
        var problems = Problems()
        let start = Self.instant(from, zone, now, at: "--from", &problems)
        var length: Span?
        do { length = try Span(plain: lasting) } catch { problems.add(.malformed, at: "--for", "\(error)") }
        if length?.isZero == true { problems.add(.outOfRange, at: "--for", "nothing happens in no time; say how far, like 30d") }
        let span = start.flatMap { start in length.map { start..<max(start + 1, zone.adding($0, to: start)) } }
        let down = Self.spans(outages, in: span, zone, at: "--outage", &problems)
        let silent = Self.spans(journalOutages, in: span, zone, at: "--journal-outage", &problems)
        guard problems.list.isEmpty, let span else {
            let lines = problems.list.map { "'\($0.path)': \($0.message)" }
            throw Failure(message: lines.joined(separator: "\nerror: "), status: .usage)
        }
        (self.from, until) = (span.lowerBound, span.upperBound)
        (self.outages, self.journalOutages) = (down, silent)
    }

    private static func instant(
        _ text: String, _ zone: Zone, _ now: Instant, at path: String, _ problems: inout Problems
    ) -> Instant? {
        let isDay = text.count == 10 && text.allSatisfy { $0.isNumber || $0 == "-" }
        return problems.instant(isDay ? "\(text) 00:00" : text, in: zone, now: now, at: path)
    }

    private static func spans(
        _ texts: [String], in span: Range<Instant>?, _ zone: Zone, at path: String, _ problems: inout Problems
    ) -> [Range<Instant>] {
        var spans: [Range<Instant>] = []
        for text in texts {
            guard let dots = text.firstRange(of: "..") else {
                problems.add(
                    .malformed, at: path, "'\(text)' has no '..'; say from when to when, like '2026-03-10 08:00..2026-03-11 20:00'")
                continue
            }
            let ends = [text[..<dots.lowerBound], text[dots.upperBound...]].map { part in
                String(part.drop { $0 == " " }).withoutTrailingBlanks
            }
            let begin = span?.lowerBound ?? Instant(seconds: 0)
            guard let start = instant(ends[0], zone, begin, at: path, &problems),
                let end = instant(ends[1], zone, begin, at: path, &problems)
            else { continue }
            if end <= start {
                problems.add(.endsBeforeStart, at: path, "'\(text)' would end before it begins; check both times")
            } else if let span, start < span.lowerBound || start >= span.upperBound {
                problems.add(
                    .outOfRange, at: path,
                    "'\(text)' does not begin within the simulation, which goes from \(zone.local(span.lowerBound)) to "
                        + "\(zone.local(span.upperBound)); check its date")
            } else if spans.contains(where: { $0.overlaps(start..<end) }) {
                problems.add(.contradiction, at: path, "'\(text)' overlaps another one; say it as one")
            } else {
                spans.append(start..<(span.map { min(end, $0.upperBound) } ?? end))
            }
        }
        return spans.sorted { $0.lowerBound < $1.lowerBound }
    }

    /// Runs the simulation through all of it.
    ///
    /// Journal faults that fall into an outage of the service are applied when it stops: nothing reads the journal
    /// before the service starts again.
    func run(_ simulation: Simulation) async {
        var changes = journalOutages.flatMap { [(at: $0.lowerBound, isOn: true), (at: $0.upperBound, isOn: false)] }[...]
        func advance(until end: Instant, including last: Instant) async {
            while let change = changes.first, change.at <= last {
                await simulation.run(until: min(change.at, end))
                simulation.journalFault(.silent, isOn: change.isOn)
                changes.removeFirst()
            }
            await simulation.run(until: end)
        }
        for outage in outages {
            await advance(until: outage.lowerBound, including: outage.upperBound)
            await simulation.outage(from: outage.lowerBound, until: outage.upperBound)
        }
        await advance(until: until, including: until)
    }
}
