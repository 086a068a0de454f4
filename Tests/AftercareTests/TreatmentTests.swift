import Aftercare
import Testing

/// Planned for Monday, 08:00 to 09:00.
@Suite struct `The times of a treatment` {
    private func times(started: String? = nil, ended: String? = nil) -> [Instant] {
        let treatment = treatment().changed(at: at("2026-03-02T07:00:00Z")) {
            $0.actualStart = started.map { at("2026-03-02T\($0):00Z") }
            $0.actualEnd = ended.map { at("2026-03-02T\($0):00Z") }
        }
        return [treatment.start, treatment.end]
    }

    private func expected(_ start: String, _ end: String) -> [Instant] { [start, end].map { at("2026-03-02T\($0):00Z") } }

    @Test func `are as planned until it has begun`() { #expect(times() == expected("08:00", "09:00")) }

    @Test func `move its end along where it begins late`() { #expect(times(started: "08:40") == expected("08:40", "09:40")) }

    @Test func `leave its end where it begins early`() { #expect(times(started: "07:20") == expected("07:20", "09:00")) }

    @Test func `end when it ended, whatever was planned`() {
        #expect(times(started: "08:40", ended: "08:50") == expected("08:40", "08:50"))
        #expect(times(started: "08:10", ended: "11:00") == expected("08:10", "11:00"))
        #expect(times(ended: "08:50") == expected("08:00", "08:50"))
    }

    @Test func `give its reminders another identity where they change, and only there`() {
        let now = at("2026-03-02T07:00:00Z")
        let planned = treatment()
        let changes: [(inout Treatment) -> Void] = [
            { $0.actualStart = at("2026-03-02T07:59:00Z") }, { $0.actualEnd = at("2026-03-02T09:01:00Z") }, { $0.plan = id("PL-2") },
            { $0.plannedEnd = at("2026-03-02T09:01:00Z") },
        ]
        for change in changes {
            let changed = planned.changed(at: now, change)
            #expect(changed.timingRevision == 2 && changed.timesKnownAt == now)
        }
        let quiet: [(inout Treatment) -> Void] = [
            { $0.actualStart = at("2026-03-02T08:00:00Z") }, { $0.site = "left knee" }, { $0.status = .inProgress },
        ]
        for change in quiet {
            let changed = planned.changed(at: now, change)
            #expect(changed.timingRevision == 1 && changed.timesKnownAt == planned.timesKnownAt)
        }
    }
}
