import Foundation
import TestMachine
import Testing

extension SystemTests {
    /// A machine that is not as it should be.
    @Suite("A place that is wrong", .machine)
    struct PlacesTests {
        @Test("owners and modes that somebody changed are put right by a start")
        func owners() async throws {
            let service = try await Service.started()
            try await service.apply(Clinic.text(patient: "P-0001"))
            let said = try await service.settledReminders(of: "P-0001").count
            try await service.stop()
            try await service.machine.succeed("chown", "-R", "nobody:nogroup", "/var/lib/aftercare", "/run/aftercare")
            try await service.machine.succeed("chmod", "-R", "a+rwX", "/var/lib/aftercare", "/run/aftercare")
            try await service.start()
            let modes = try await service.machine.succeed(
                "stat", "--format", "%a %U:%G", "/var/lib/aftercare", "/run/aftercare/view", "/run/aftercare/control.sock")
            #expect(modes.line == "700 aftercare:aftercare\n2750 aftercare:aftercare-view\n660 aftercare:aftercare")
            #expect(try await service.settledReminders(of: "P-0001").count == said)
        }

        @Test("without a place for the viewers' socket reminders go on, and the status says what to do")
        func noViewers() async throws {
            let service = try await Service.stopped()
            try await service.machine.succeed("sh", "-c", "rm -rf /run/aftercare/view && touch /run/aftercare/view")
            try await service.start()
            let status = try await service.machine.succeed("aftercarectl", "status")
            #expect(status.output.contains("no socket for those who may only look"), "\(status)")
            try await service.passOver()
            try await service.machine.succeed("rm", "/run/aftercare/view")
            try await service.machine.succeed("systemctl", "restart", Service.unit)
            #expect(try await service.machine.run("test", "-S", "/run/aftercare/view/view.sock").isSuccess)
        }

        @Test("something in the way of the socket is named")
        func inTheWay() async throws {
            let service = try await Service.stopped()
            try await service.machine.succeed("sh", "-c", "rm -f /run/aftercare/control.sock; touch /run/aftercare/control.sock")
            let started = try await service.machine.run("systemctl", "start", Service.unit)
            try await service.stop()
            try await service.machine.succeed("rm", "/run/aftercare/control.sock")
            #expect(!started.isSuccess)
            try await service.says("'/run/aftercare/control.sock' is in the way and is not a socket; move it away")
        }

        @Test("without its group it does not start, says so, and does not try again and again")
        func noGroup() async throws {
            let service = try await Service.stopped()
            try await service.machine.succeed("groupmod", "--new-name", "elsewhere", "aftercare")
            let started = try await service.machine.run("systemctl", "start", Service.unit)
            let properties = try await service.properties("ActiveState", "ExecMainStatus", "NRestarts")
            let doctor = try await service.machine.run("runuser", "-u", "nobody", "--", "aftercarectl", "doctor")
            try await service.machine.succeed("groupmod", "--new-name", "aftercare", "elsewhere")
            #expect(!started.isSuccess)
            #expect(properties == ["ActiveState": "failed", "ExecMainStatus": "216", "NRestarts": "0"])
            #expect(doctor.output.contains("there is no group 'aftercare'"), "\(doctor)")
            _ = try await service.machine.run("systemctl", "reset-failed", Service.unit)
            try await service.start()
        }

        @Test("without /etc/localtime the machine's zone is UTC")
        func noLocaltime() async throws {
            let service = try await Service.stopped()
            try await service.machine.succeed("mv", "/etc/localtime", "/etc/localtime.away")
            try await service.machine.succeed("sh", "-c", "if [ -e /etc/timezone ]; then mv /etc/timezone /etc/timezone.away; fi")
            try await service.start()
            try await service.machine.succeed("aftercarectl", "patient", "add", "P-0001")
            let patient = try await service.machine.succeed("aftercarectl", "patient", "show", "P-0001")
            try await service.machine.succeed("mv", "/etc/localtime.away", "/etc/localtime")
            try await service.machine.succeed("sh", "-c", "if [ -e /etc/timezone.away ]; then mv /etc/timezone.away /etc/timezone; fi")
            #expect(patient.output.contains("UTC"), "\(patient)")
        }

        @Test("a journald that does not start loses nothing: the status says so, and all is said when it does")
        func noJournald() async throws {
            let service = try await Service.started()
            try await service.stop()
            // What it leaves in its socket starts it once more, and its stop is cancelled then.
            try await eventually("journald is stopped") {
                try await service.machine.run("systemctl", "stop", "systemd-journald*@\(Service.namespace).*").isSuccess
            }
            let broken = "/run/systemd/system/\(Service.journald).d"
            try await service.machine.succeed("mkdir", "-p", broken)
            try service.machine.write("[Service]\nExecStart=\nExecStart=/bin/false\n", to: broken + "/broken.conf")
            try await service.machine.succeed("systemctl", "daemon-reload")
            try await service.machine.succeed("systemctl", "start", "--no-block", Service.unit)
            try await eventually("it answers") { try await service.machine.run("aftercarectl", "patient", "list").isSuccess }
            try await service.apply(Clinic.text(patient: "P-0002"))
            let failing = try await eventually("it says that reminders do not arrive") {
                let status = try await service.machine.run("aftercarectl", "status")
                return status.exitStatus == 3 ? status : nil
            }
            #expect(failing.output.lowercased().contains("journal failing"), "\(failing)")
            try await service.machine.succeed("rm", "-r", broken)
            try await service.machine.succeed("systemctl", "daemon-reload")
            _ = try await service.machine.run("systemctl", "reset-failed", Service.journald, "systemd-journald@aftercare.socket")
            try await service.machine.succeed("systemctl", "restart", Service.unit)
            let said = try await service.settledReminders(of: "P-0002")
            for reminder in said {
                #expect(try await service.journal("AFTERCARE_REMINDER_ID=\(reminder.id)").count == 1)
            }
        }
    }
}
