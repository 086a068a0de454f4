import Foundation
import TestMachine
import Testing

extension SystemTests {
    /// The zone data of the machine, with a directory of its own: one file goes, one is damaged, and both come back.
    @Suite("The zone data", .machine)
    struct ZoneTests {
        private static let folder = "/opt/zoneinfo"
        private static let dropIn = "/etc/systemd/system/aftercared.service.d/zones.conf"

        private func open(_ body: (Service) async throws -> Void) async throws {
            let service = try await Service.stopped()
            let machine = service.machine
            try await machine.succeed("sh", "-c", "mkdir -p \(Self.folder) && cp -a /usr/share/zoneinfo/. \(Self.folder)")
            try await machine.succeed("mkdir", "-p", "/etc/systemd/system/aftercared.service.d")
            try machine.write("[Service]\nEnvironment=TZDIR=\(Self.folder)\n", to: Self.dropIn)
            try await machine.succeed("systemctl", "daemon-reload")
            func close() async throws {
                _ = try await machine.run("systemctl", "stop", Service.unit)
                try await machine.succeed("rm", "-rf", Self.dropIn, Self.folder)
                try await machine.succeed("systemctl", "daemon-reload")
            }
            do { try await body(service) } catch {
                try? await close()
                throw error
            }
            try await close()
        }

        private func clinic(_ patients: [(id: String, zone: String)]) -> String {
            let stated = patients.map { "  \($0.id):\n    zone: \($0.zone)\n    quiet-hours: none\n" }.joined()
            let plans = patients.map {
                "  \(Clinic.plan(of: $0.id)):\n    patient: \($0.id)\n    protocol: exosome-injection\n    compress: cold\n"
            }.joined()
            let treatments = patients.map {
                "  \(Clinic.treatment(of: $0.id)):\n    patient: \($0.id)\n    plan: \(Clinic.plan(of: $0.id))\n    route: intramuscular\n"
                    + "    start: now - 30min\n    duration: 45min\n"
            }.joined()
            return "patients:\n\(stated)plans:\n\(plans)treatments:\n\(treatments)"
        }

        @Test("a zone that goes, or is damaged, is told of within seconds; so is its return, and nobody is forgotten")
        func gone() async throws {
            try await open { service in
                let machine = service.machine
                try await service.start()
                try await service.apply(
                    clinic([("P-0901", "Asia/Kathmandu"), ("P-0902", "Europe/Lisbon"), ("P-0903", "Asia/Tokyo")]))
                #expect(try await machine.run("aftercarectl", "status").exitStatus == 0)

                try await machine.succeed("rm", "\(Self.folder)/Asia/Kathmandu")
                try machine.write("TZif2 and then nothing", to: "\(Self.folder)/Europe/Lisbon")
                try await eventually("both zones are told of") {
                    let status = try await machine.run("aftercarectl", "status")
                    return status.exitStatus == 3 && status.output.contains("P-0901  nothing is said: the time zone 'Asia/Kathmandu'")
                        && status.output.contains("P-0902  nothing is said: the time zone 'Europe/Lisbon'")
                        && !status.output.contains("P-0903  nothing is said")
                }
                let one = try await machine.run("aftercarectl", "status", "P-0901")
                #expect(one.exitStatus == 3 && one.output.contains("NEEDS A PERSON"), "\(one)")
                let doctor = try await machine.run("aftercarectl", "doctor")
                #expect(doctor.output.contains("'Asia/Kathmandu' (its file is missing; 1 patient wait"), "\(doctor)")
                try await eventually("systemd is told") {
                    try await service.properties("StatusText")["StatusText"]?.contains("ZONE UNKNOWN: 'Asia/Kathmandu'") == true
                }
                try await machine.succeed("aftercarectl", "patient", "change", "P-0902", "--status", "opted-out", "--yes")

                try await machine.succeed(
                    "sh", "-c",
                    "for zone in Asia/Kathmandu Europe/Lisbon; do cp -a /usr/share/zoneinfo/$zone \(Self.folder)/$zone; done")
                try await eventually("all is well") { try await machine.run("aftercarectl", "status").exitStatus == 0 }
                let told = try await service.journal("MESSAGE_ID=a22074fd01dd480f8f7cd7c3e5de02a9")
                #expect(told.compactMap { $0["AFTERCARE_ZONE"] }.sorted() == ["Asia/Kathmandu", "Europe/Lisbon"])
            }
        }

        @Test("settings with a zone do not keep the service from starting while the zone data is away")
        func settings() async throws {
            try await open { service in
                let machine = service.machine
                let file = "/etc/aftercare/aftercared.yaml"
                let good = String(decoding: try machine.read(file), as: UTF8.self)
                try machine.write("clinic: { contact: 030 1234, zone: Europe/Berlin }\n", to: file)
                try await machine.succeed("mv", Self.folder, "\(Self.folder).away")
                let started = try await machine.run("systemctl", "start", Service.unit)
                let refused = try await machine.run("aftercarectl", "patient", "add", "P-0911")
                let status = try await machine.run("aftercarectl", "status")
                try await machine.succeed("mv", "\(Self.folder).away", Self.folder)
                #expect(started.isSuccess, "\(started)")
                #expect(refused.exitStatus == 1 && refused.complaint.contains("the clinic's time zone 'Europe/Berlin'"), "\(refused)")
                #expect(status.output.contains("does not know the time zone 'Europe/Berlin'"), "\(status)")
                try await eventually("the patient is added") {
                    try await machine.run("aftercarectl", "patient", "add", "P-0911").isSuccess
                }
                try machine.write(good, to: file)
            }
        }
    }
}
