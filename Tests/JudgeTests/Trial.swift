import AftercareConfig
import Testing

@testable import Aftercare

/// The service's local time, held against the judge's fact by fact; it counts what it compared.
struct Trial {
    private let database: ZoneDatabase
    /// The zone that facts are about; nil where the service has none of that name.
    private var zone: Zone?
    private var judgesChanges: Set<Instant> = []

    private(set) var zones = 0
    private(set) var changes = 0
    private(set) var instants = 0
    private(set) var walls = 0
    private(set) var sums = 0
    /// Of the local times and the ends of sums.
    private(set) var twice = 0
    private(set) var never = 0
    /// Sums that end on the last day of a month because it is too short.
    private(set) var shortened = 0
    private(set) var differing = 0
    /// The first of what differs.
    private(set) var differences: [String] = []
    /// Names that the judge has a zone for and the service has none.
    private(set) var unknown: Set<String> = []

    /// - Parameter years: in these years the judge's changes have to be all that we know, and we have to know them all.
    init(_ database: ZoneDatabase, _ facts: Facts, changesIn years: ClosedRange<Int>? = nil) throws {
        self.database = database
        var facts = facts
        while let fact = try facts.next() {
            if case .zone(let name) = fact {
                compareChanges(in: years)
                try turn(to: name)
            } else if let zone {
                weigh(fact, in: zone)
            }
        }
        compareChanges(in: years)
    }

    private mutating func turn(to name: String) throws {
        zone = try database.zone(named: name)
        judgesChanges = []
        if zone == nil { unknown.insert(name) } else { zones += 1 }
    }

    private mutating func weigh(_ fact: Fact, in zone: Zone) {
        switch fact {
        case .zone: break
        case .changes(let instant):
            judgesChanges.insert(instant)
        case .shows(let instant, let wall):
            instants += 1
            compare(zone.local(instant).digits, wall.digits, "\(zone.name) at \(instant)")
        case .meets(let wall, let fate):
            walls += 1
            count(fate)
            compare(zone.resolve(wall), fate, "\(zone.name), \(wall.textWithSeconds)")
            compare(zone.instant(of: wall), fate.fires, "\(zone.name), \(wall.textWithSeconds)")
        case .ends(let sum):
            sums += 1
            count(sum.fate)
            if sum.span.days == 0, zone.local(sum.start).date.day > sum.wall.date.day { shortened += 1 }
            compare(zone.adding(sum.span, to: sum.start), sum.end, "\(zone.name), \(sum.span) after \(sum.start)")
        }
    }

    private mutating func count(_ fate: Zone.Resolution) {
        switch fate {
        case .once: break
        case .twice: twice += 1
        case .skipped: never += 1
        }
    }

    private mutating func compareChanges(in years: ClosedRange<Int>?) {
        guard let years, let zone else { return }
        let period = Instant(startOf: years.lowerBound)..<Instant(startOf: years.upperBound + 1)
        let changing = zone.transitions.indices.filter { zone.offsets[$0] != zone.offsets[$0 + 1] }
        let ours = Set(changing.map { zone.transitions[$0] }.filter(period.contains))
        let judges = judgesChanges.filter(period.contains)
        changes += judges.count
        for instant in ours.symmetricDifference(judges).sorted() {
            compare(ours.contains(instant), judges.contains(instant), "\(zone.name) changes at \(instant)")
        }
    }

    private mutating func compare<Value: Equatable>(_ ours: Value, _ judges: Value, _ what: @autoclosure () -> String) {
        guard ours != judges else { return }
        differing += 1
        if differences.count < 20 { differences.append("\(what()): we say \(ours), the judge \(judges)") }
    }
}

extension Zone.Resolution {
    /// The contract, said a second time: what happens twice fires at the first of the two, what never happens at the
    /// change that leaves it out.
    fileprivate var fires: Instant {
        switch self {
        case .once(let instant): instant
        case .twice(let first, let second): min(first, second)
        case .skipped(let transition): transition
        }
    }
}

extension Instant {
    /// When `year` begins in UTC.
    fileprivate init(startOf year: Int) {
        let day = CivilDate(dayNumber: 0).adding(months: (year - 1970) * 12)
        self = LocalDateTime(date: day, time: .midnight).asIfUTC
    }
}

extension Trial {
    /// Fails with the first differences, if there are any.
    func expectAgreement() {
        #expect(differing == 0, "\(differing) differ; the first:\n\(differences.joined(separator: "\n"))")
    }
}
