import Foundation
import TestMachine
import Testing

extension SystemTests {
    /// What keeps the store: backup and restore, damage, a full disk.
    @Suite("The keeping of the store", .machine)
    struct KeepTests {
        @Test("a backup, damage, a refusal, a restore, and it goes on without saying anything twice")
        func restore() async throws {
            let service = try await Service.started()
            let machine = service.machine
            try await service.apply(Clinic.text(patient: "P-0601"))
            let said = try await service.settledReminders(of: "P-0601")
            try await machine.succeed("aftercarectl", "backup", "--force", "/root/clinic.backup")
            let mode = try await machine.succeed("stat", "--format", "%a", "/root/clinic.backup")
            #expect(mode.line == "600")
            try await machine.succeed("aftercarectl", "patient", "add", "P-0602", "--zone", Clinic.zone, "--language", "en")
            try await service.stop()

            try await machine.succeed("truncate", "--size", "-1", Service.store)
            let damaged = try machine.read(Service.store)
            #expect(try await machine.run("systemctl", "start", Service.unit).isSuccess == false)
            let failed = try await service.properties("ActiveState", "ExecMainStatus", "NRestarts")
            #expect(failed == ["ActiveState": "failed", "ExecMainStatus": "65", "NRestarts": "0"])
            try await service.says("'aftercared --restore FILE --state-directory /var/lib/aftercare'")
            #expect(try machine.read(Service.store) == damaged)

            let restored = try await machine.succeed("aftercared", "--restore", "/root/clinic.backup")
            #expect(restored.output.contains("1 patient, "), "\(restored)")
            #expect(restored.output.contains("next: systemctl start aftercared"), "\(restored)")
            let kept = try await machine.succeed("sh", "-c", "ls \(Service.store).replaced-*")
            #expect(try machine.read(String(try #require(kept.output.split(separator: "\n").first))) == damaged)
            try await service.start()

            let owner = try await machine.succeed("stat", "--format", "%a %U:%G", Service.store)
            #expect(owner.line == "600 aftercare:aftercare")
            let patients = try await machine.succeed("aftercarectl", "patient", "list", "--format", "json")
            #expect(patients.output.contains("P-0601") && !patients.output.contains("P-0602"))
            try await service.passOver()
            for reminder in said {
                #expect(try await service.journal("AFTERCARE_REMINDER_ID=\(reminder.id)").count == 1, "\(reminder)")
            }
        }

        @Test("a restore is refused while the service runs")
        func inUse() async throws {
            let service = try await Service.started()
            try await service.machine.succeed("aftercarectl", "backup", "--force", "/root/clinic.backup")
            let refused = try await service.machine.run("aftercared", "--restore", "/root/clinic.backup")
            #expect(refused.exitStatus == 73)
            #expect(refused.complaint.contains("'systemctl stop aftercared'"), "\(refused)")
            #expect(try await service.machine.run("aftercarectl", "status").isSuccess)
        }

        @Test("a store whose files are removed while it runs is told of, saved by a backup, and missed at the next start")
        func removed() async throws {
            let service = try await Service.started()
            let machine = service.machine
            try await service.apply(Clinic.text(patient: "P-0621"))
            _ = try await service.settledReminders(of: "P-0621")
            try await machine.succeed("sh", "-c", "rm /var/lib/aftercare/*")
            try await eventually("the loss is told", within: .seconds(75)) {
                let status = try await machine.run("aftercarectl", "status")
                return status.exitStatus == 3 && status.output.contains("'aftercarectl backup FILE'")
            }
            #expect(try await service.properties("StatusText")["StatusText"]?.contains("STORE REMOVED: \(Service.store)") == true)
            try await machine.succeed("aftercarectl", "backup", "--force", "/root/saved.backup")

            try await service.stop()
            try await service.start()
            try await service.says("there was no store '\(Service.store)', so a new, empty one was made")
            let anew = try await machine.succeed("aftercarectl", "status")
            #expect(anew.output.replacing(/\n */, with: " ").contains("the store was made anew on"), "\(anew)")

            try await service.stop()
            try await machine.succeed("aftercared", "--restore", "/root/saved.backup")
            try await service.start()
            let patients = try await machine.succeed("aftercarectl", "patient", "list", "--format", "json")
            #expect(patients.output.contains("P-0621"))
        }

        @Test("on a full disk new work is refused and reminders go on; with room again, everything does")
        func fullDisk() async throws {
            let service = try await Service.stopped()
            let machine = service.machine
            let directory = "/var/lib/aftercare"
            try await machine.succeed(
                "mount", "-t", "tmpfs", "-o", "size=160M,mode=0700,uid=aftercare,gid=aftercare", "tmpfs", directory)
            do {
                try await service.start()
                // Its first reminders fall due on the full disk.
                try await service.apply(Clinic.text(patient: "P-0611", start: Clinic.start(endingAt: Date() + 10)))
                _ = try await machine.run("dd", "if=/dev/zero", "of=\(directory)/hog", "bs=4096", "status=none")
                let room = try await machine.succeed("stat", "--file-system", "--format", "%a", directory)
                #expect(room.line == "0")

                let refused = try await machine.run(
                    "aftercarectl", "patient", "add", "P-0612", "--zone", Clinic.zone, "--language", "en")
                #expect(refused.exitStatus == 1)
                #expect(refused.complaint.contains("0 bytes are free for the store, and 64 MiB have to be"), "\(refused)")
                let status = try await machine.succeed("aftercarectl", "status")
                #expect(status.output.contains("nothing new is taken in"), "\(status)")
                #expect(try await !service.settledReminders(of: "P-0611").isEmpty)
                // To another disk, since this one has no room for a copy.
                try await machine.succeed("aftercarectl", "backup", "--force", "/root/full.backup")
                // A clean stop does not cost the service the room that it needs to start.
                try await machine.succeed("systemctl", "restart", Service.unit)
                #expect(try await service.properties("NRestarts") == ["NRestarts": "0"])
                try await machine.succeed(
                    "aftercarectl", "reaction", "report", "P-0611", "other")

                try await machine.succeed("rm", "\(directory)/hog")
                try await machine.succeed(
                    "aftercarectl", "patient", "add", "P-0612", "--zone", Clinic.zone, "--language", "en")
                try await service.stop()
                try await machine.succeed("umount", directory)
            } catch {
                _ = try await machine.run("systemctl", "stop", Service.unit)
                _ = try await machine.run("umount", "--lazy", directory)
                throw error
            }
        }
    }
}
