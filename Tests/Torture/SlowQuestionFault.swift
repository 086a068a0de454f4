import Foundation
import TestMachine

extension Fault {
    /// The most by which a reminder may be late while it is asked.
    private static let latest: Duration = .seconds(2)

    /// Viewers ask, all at once and again and again, for a patient with so many sessions, an hour after one another and
    /// each with a reminder an hour for a week, while reminders of others fall due each second.
    static func slowQuestion(sessions: Int, viewers: Int, instants: Int) -> Fault {
        Fault("a slow question") { trial in
            let (service, machine) = (trial.ward.service, trial.ward.machine)
            try machine.write(SlowPatient.careProtocol, to: SlowPatient.file)
            try await service.start()
            try await service.apply(SlowPatient.clinic(sessions: sessions))
            let burst = try await trial.burst(Burst.perPatient * instants, instants: instants)
            let flood = Flood(socket: machine.seen("/run/aftercare/view/view.sock").path)
            async let asked = flood.requests(
                1_000_000, for: ["status/\(SlowPatient.name)", "status"], threads: viewers, until: burst.due[instants - 1])
            try await trial.wait(for: burst, and: .seconds(instants))
            let answered = await asked
            guard answered > 0 else { throw TortureFailure.notDone("no question was answered") }
            try await trial.recover(since: .now)
            trial.ran(answered)
            try await trial.judge(latest: latest)
            try await machine.succeed("rm", "-f", SlowPatient.file)
        }
    }
}

/// A patient of whom a status is hard to tell. Nothing of it falls due while it is asked for.
private enum SlowPatient {
    static let name = "P-SLOW"
    static let file = "/etc/aftercare/protocols/hourly.yaml"

    static let careProtocol = """
        protocol: hourly
        version: 1
        title: { en: Every hour }
        language: en
        routes: [topical]
        duration: 45min
        sources: { sheet: "Made up for a test" }
        instructions:
          no-sport: { kind: restrict, activity: sport, window: { after: end, for: 1w }, remind: { every: 1h }, quiet: override, source: sheet, text: { en: "No sport until {until}." } }
        """

    static func clinic(sessions: Int) -> String {
        let first = Date(timeIntervalSince1970: (Date().timeIntervalSince1970 + 7200).rounded())
        let treatments = (0..<sessions).map { index in
            "  T-SLOW-\(index): { patient: \(name), plan: PL-SLOW, start: \((first + Double(index) * 3600).formatted(.iso8601)) }\n"
        }
        return """
            patients:
              \(name): { zone: Europe/Berlin }
            plans:
              PL-SLOW: { patient: \(name), protocol: hourly }
            treatments:

            """ + treatments.joined()
    }
}
