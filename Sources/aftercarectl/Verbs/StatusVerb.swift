import Aftercare
import AftercareAPI
import ArgumentParser

struct StatusVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Tell how things stand: for everybody, or for one patient.",
        discussion: """
            Times are on each patient's own clock; the first line, and what needs a person, are on this machine's. \
            What keeps the service from its work comes first, then what needs a person, with what to run: reactions \
            that nobody has cleared, patients whose time zone this machine does not know, reminders that want an answer, \
            treatments that nobody has confirmed. Of one patient, it says why little or nothing is said. Ends with \
            \(ExitStatus.deliveryFails.rawValue) while reminders do not reach the journal (asked for everybody), the store's \
            files are gone, a patient is told nothing for want of the time zone, or what another machine may have said is \
            held back.

            With --check, for monitoring: one line with performance data, as Nagios, Icinga and others read it, and the \
            exit status 0 (OK), 1 (WARNING: an answer or a confirmation is missing, or something is to be mended), \
            2 (CRITICAL: a reaction is not cleared, or reminders do not reach the journal, or the service is down) or \
            3 (UNKNOWN: it may not be asked). Names no patient. Counts at most 50 of each kind.
            """)

    @Argument(help: "The patient.", transform: name) var patient: PatientID?
    @Flag(name: .customLong("check"), help: "Answer a monitoring system: one line, and the exit status 0 to 3.") var isCheck = false
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard isCheck else { return }
        if patient != nil { throw ValidationError("'--check' is about the whole service; leave the patient out") }
        if global.format == .json { throw ValidationError("'--check' answers in one line; leave '--format json' out") }
    }

    func run() async throws {
        if isCheck { return try await check() }
        try await Service.talk(global) { service in
            if let patient { try await show(patient, from: service) } else { try await showAll(from: service) }
        }
    }

    /// Any outcome is a valid answer: a monitoring system needs its line.
    private func check() async throws {
        let check: StatusCheck
        do {
            let status: ServiceStatus = try await Service.talk(global, patience: Self.patience) { try await $0.get("status") }
            check = StatusCheck(status, clock: StaffTimeFormat(zone: Zones.ofThisMachine().machine, now: status.now))
        } catch {
            check = StatusCheck(failed: error)
        }
        try Output.standardOutput.write(global.commands.addressed(check.line) + "\n")
        if check.level != .ok { throw CheckEnds(level: check.level) }
    }

    /// A service that does not respond within this time counts as down: monitoring systems themselves wait ten seconds.
    private static let patience = Duration.seconds(8)

    private func showAll(from service: Service) async throws {
        let told: ServiceStatus = try await service.get("status")
        let status = told.addressed(by: global.commands)
        try await global.output.show(status) { canvas in
            let patients = status.inWindow.map(\.patient.id) + status.upcoming.map(\.patient)
            let clocks = try await service.clocks(
                patients, known: status.inWindow.map(\.patient), zones: .ofThisMachine(), now: status.now)
            return StatusSheet(status: status, clocks: clocks, commands: global.commands).lines(on: canvas).joined(separator: "\n")
        }
        let hasUnknownZone = status.unknownZones.contains { $0.patients > 0 }
        if status.journal.state == .failing || status.storeTrouble != nil || status.storeLoss != nil || !status.withheld.isEmpty
            || hasUnknownZone
        {
            throw DeliveryFails()
        }
    }

    private func show(_ patient: PatientID, from service: Service) async throws {
        let status: PatientStatus = try await service.get("status/\(patient)")
        try await global.output.show(status) { canvas in
            let clock = StaffTimeFormat(zone: Zones.ofThisMachine()[status.patient.zone], now: status.now)
            return PatientStatusSheet(status: status, clock: clock, commands: global.commands).lines(on: canvas).joined(separator: "\n")
        }
        if status.isTimeless { throw DeliveryFails() }
    }
}
