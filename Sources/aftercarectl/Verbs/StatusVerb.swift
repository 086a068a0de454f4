import Aftercare
import AftercareAPI
import ArgumentParser

struct StatusVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Tell how things stand: for everybody, or for one patient.",
        discussion: """
            Times are on each patient's own clock; the first line, and what needs a person, are on this machine's. \
            What needs a person comes first, with what to run: reactions that nobody has cleared, patients whose time \
            zone this machine does not know, reminders that want an answer, treatments that nobody has confirmed. Ends \
            with \(ExitStatus.deliveryFails.rawValue) while reminders do not reach the journal (asked for everybody), or \
            a patient is told nothing for want of the time zone.
            """)

    @Argument(help: "The patient.", transform: name) var patient: PatientID?
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Service.talk(global) { service in
            if let patient { try await show(patient, from: service) } else { try await showAll(from: service) }
        }
    }

    private func showAll(from service: Service) async throws {
        let status: StatusBody = try await service.get("status")
        try await global.output.show(status) { canvas in
            let patients = status.inWindow.map(\.patient.id) + status.upcoming.map(\.patient)
            let clocks = try await service.clocks(
                patients, known: status.inWindow.map(\.patient), zones: .ofThisMachine(), now: status.now)
            return StatusSheet(status: status, clocks: clocks).lines(on: canvas).joined(separator: "\n")
        }
        let hasUnknownZone = status.unknownZones?.contains { $0.patients > 0 } == true
        if status.journal.state == .failing || status.storeTrouble != nil || status.storeLoss != nil || hasUnknownZone { throw DeliveryFails() }
    }

    private func show(_ patient: PatientID, from service: Service) async throws {
        let status: PatientStatusBody = try await service.get("status/\(patient)")
        try await global.output.show(status) { canvas in
            let clock = Clockface(zone: Zones.ofThisMachine()[status.patient.zone], now: status.now)
            return PatientStatusSheet(status: status, clock: clock).lines(on: canvas).joined(separator: "\n")
        }
        if status.isTimeless { throw DeliveryFails() }
    }
}
