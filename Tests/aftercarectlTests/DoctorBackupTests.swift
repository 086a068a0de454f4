import Aftercare
import AftercareAPI
import Testing

@testable import aftercarectl

@Suite struct `A doctor asked about backups` {
    private func finding(_ change: (inout TimedBackups) -> Void) throws -> Diagnosis.Finding {
        let facts = healthy.with { facts in
            guard case .known(var backups) = facts.backups else { return }
            change(&backups)
            facts.backups = .known(backups)
        }
        return try #require(facts.finding(.backup))
    }

    @Test func `says when the last sound one was made, and when the next one is due`() throws {
        let well = try finding { _ in }
        #expect(
            well.state == .well && well.what == "the last sound one is of 2026-11-21T03:15:12Z, the next is due at 2026-11-22T03:15:00Z")
        let first = try finding { ($0.lastSound, $0.timer.lastTrigger) = (nil, nil) }
        #expect(first.state == .well && first.what.hasPrefix("there is no sound one yet, the next is due"))
        let now = try finding { $0.service.activeState = "activating" }
        #expect(now.state == .well && now.what.hasPrefix("one is being made; the last sound one is of 2026"))
    }

    @Test func `finds one that failed`() throws {
        let failed = try finding { $0.service.activeState = "failed" }
        #expect(failed.state == .wrong && failed.what == "the last backup failed; the last sound one is of 2026-11-21T03:15:12Z")
        #expect(failed.mend == "see why: journalctl -u aftercare-backup -e; then systemctl start aftercare-backup")
        let never = try finding { ($0.service.activeState, $0.lastSound) = ("failed", nil) }
        #expect(never.state == .wrong && never.what.hasSuffix("there is no sound one yet"))
        // Whoever makes them without a timer wants to know it too.
        #expect(
            try finding { ($0.service.activeState, $0.timer.activeState, $0.timer.fileState) = ("failed", "inactive", "disabled") }.state
                == .wrong)
    }

    @Test(arguments: [(12 * 3600, false), (12 * 3600 + 1, true), (-3600, false)])
    func `finds one that failed before the machine was started anew`(_ later: Int, _ isWrong: Bool) throws {
        let found = try finding { $0.timer.lastTrigger = $0.lastSound.map { $0 + Int64(later) } }
        #expect((found.state == .wrong) == isWrong)
    }

    @Test func `names what enables the timer, of a clinic its own`() throws {
        let none = try finding { ($0.timer.activeState, $0.timer.fileState, $0.lastSound) = ("inactive", "disabled", nil) }
        #expect(
            none.state == .well && none.what == "no timer makes any: 'systemctl enable --now aftercare-backup.timer' has one made a day")
        let north = try finding { ($0.timer.activeState, $0.timer.fileState, $0.unit) = ("inactive", "disabled", "aftercare-backup@north") }
        #expect(north.what.contains("'systemctl enable --now aftercare-backup@north.timer'") && north.what.contains("2026-11-21T03:15:12Z"))
        let stopped = try finding { $0.timer.activeState = "inactive" }
        #expect(stopped.state == .wrong && stopped.mend == "systemctl restart aftercare-backup.timer")
    }

    @Test func `says where it cannot look`() throws {
        #expect(try finding { $0.timer.loadState = "not-found" }.state == .unknown)
        let unasked = healthy.with { $0.backups = .unknown("systemd cannot be asked") }
        #expect(unasked.finding(.backup)?.what == "not looked at: systemd cannot be asked")
        guard case .unknown = TimedBackups.ask(about: .user(runtimeDirectory: "/run/user/1000")) else {
            Issue.record("a user's own service has no timer")
            return
        }
    }

    @Test func `reads what systemctl shows of two units`() {
        let text = """
            LoadState=loaded
            ActiveState=active
            UnitFileState=enabled
            LastTriggerUSec=@1795230900
            NextElapseUSecRealtime=@1795317300

            LoadState=loaded
            ActiveState=failed
            UnitFileState=static

            """
        let timer = TimedBackups.Unit(
            loadState: "loaded", activeState: "active", fileState: "enabled", lastTrigger: Instant(seconds: 1_795_230_900),
            nextElapse: Instant(seconds: 1_795_317_300))
        #expect(TimedBackups.units(in: text) == [timer, .init(loadState: "loaded", activeState: "failed", fileState: "static")])
        #expect(TimedBackups.units(in: "LastTriggerUSec=\nNextElapseUSecRealtime=n/a\n") == [.init()])
    }
}
