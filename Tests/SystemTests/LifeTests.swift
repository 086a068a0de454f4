import Foundation
import Glibc
import TestMachine
import Testing

extension SystemTests {
    /// How the service explains itself: reload, status line, stop, start, and what the journal says of each record.
    @Suite("The life of the service", .machine)
    struct LifeTests {
        private static let settings = "/etc/aftercare/aftercared.yaml"
        private static let ownProtocol = "/etc/aftercare/protocols/life.yaml"

        /// Runs `body` with other settings, and puts the old ones back.
        private func with(
            _ text: String, on service: Service, _ body: () async throws -> Void
        ) async throws {
            let good = String(decoding: try service.machine.read(Self.settings), as: UTF8.self)
            try service.machine.write(text, to: Self.settings)
            do { try await body() } catch {
                try service.machine.write(good, to: Self.settings)
                _ = try await service.machine.run("rm", "-f", Self.ownProtocol)
                throw error
            }
            try service.machine.write(good, to: Self.settings)
            try await service.machine.succeed("rm", "-f", Self.ownProtocol)
        }

        /// The records of a kind, found by the unit as people look for them, once the first of them is there.
        private func records(_ id: String, of service: Service) async throws -> [JournalRecord] {
            try await eventually("there is a record of \(id)") {
                let found = try await service.journal("--unit", Service.unit, "MESSAGE_ID=\(id)")
                return found.isEmpty ? nil : found
            }
        }

        private func statusText(_ service: Service) async throws -> String {
            try await service.properties("StatusText")["StatusText"] ?? ""
        }

        // MARK: Reload

        @Test("a reload takes effect by the time it returns, and one record says what changed")
        func goodReload() async throws {
            let service = try await Service.started()
            let before = try await service.properties("MainPID")
            let text = "clinic: { contact: 030 1234 }\nstore: { keep-free: 1000T }\nlog-level: debug\n"
            try await with(text, on: service) {
                try await service.machine.succeed("systemctl", "reload", Service.unit)

                let told = try #require(
                    try await service.journal("MESSAGE_ID=\(Kind.reloaded)").last, "it was told before the reload returned")
                #expect(told["PRIORITY"] == "5" && told["SYSLOG_IDENTIFIER"] == "aftercared" && told["AFTERCARE_CHANGES"] == "3")
                #expect(
                    told["MESSAGE"] == """
                        the configuration was read again: 3 changes
                        clinic.contact: 'your clinic' → '030 1234'
                        store.keep-free: 64M → 1000T
                        log-level: info → debug
                        """)
                let refused = try await service.machine.run("aftercarectl", "patient", "add", "P-0801", "--zone", Clinic.zone)
                #expect(refused.complaint.contains("1000 TiB have to be"), "\(refused)")
            }
            try await service.machine.succeed("systemctl", "reload", Service.unit)
            try await service.machine.succeed("systemctl", "reload", Service.unit)
            try await eventually("it tells that nothing changed") {
                try await records(Kind.reloaded, of: service).last?["MESSAGE"] == "the configuration was read again: nothing changed"
            }
            #expect(try await service.properties("MainPID") == before)
        }

        @Test("a reload of a configuration with errors fails, changes nothing, and tells every error in journal and status")
        func badReload() async throws {
            let service = try await Service.started()
            let before = try await service.properties("MainPID")
            try await with("clinic:\n  nmae: Example\nlog-level: loud\n", on: service) {
                try service.machine.write("protocol: life\nversion: none\n", to: Self.ownProtocol)
                let reload = try await service.machine.run("systemctl", "reload", Service.unit)
                #expect(!reload.isSuccess)

                let told = try #require(try await records(Kind.notReloaded, of: service).last)
                let message = try #require(told["MESSAGE"])
                let places = ["\(Self.settings):2:3: error: ", "\(Self.settings):3:12: error: ", "\(Self.ownProtocol):2:10: error: "]
                let status = try await service.machine.succeed("aftercarectl", "status", "--format", "json").output.replacing(
                    "\\/", with: "/")
                for place in places {
                    #expect(message.contains(place), "\(message)")
                    #expect(status.contains(place), "\(status)")
                }
                #expect(told["PRIORITY"] == "3")
                let errors = try #require(told.number("AFTERCARE_ERRORS"))
                #expect(errors >= places.count)
                #expect(try await statusText(service).hasPrefix("NOT RELOADED: \(errors) errors in the configuration"))
                #expect(try await service.properties("MainPID", "ActiveState") == before.merging(["ActiveState": "active"]) { $1 })
            }
            try await service.machine.succeed("systemctl", "reload", Service.unit)
            #expect(try await statusText(service).hasPrefix("journal ok"))
            #expect(try await !service.machine.succeed("aftercarectl", "status").output.contains("not reloaded"))
        }

        @Test("a start that is refused for several mistakes tells all of them in one record, and is not tried again")
        func refusedStart() async throws {
            let service = try await Service.stopped()
            try await with("clinic:\n  nmae: Example\nlog-level: loud\n", on: service) {
                let started = try await service.machine.run("systemctl", "start", Service.unit)
                #expect(!started.isSuccess)
                let told = try #require(try await records(Kind.configurationRefused, of: service).last)
                #expect(told["PRIORITY"] == "3" && told["AFTERCARE_ERRORS"] == "2")
                #expect(told["MESSAGE"]?.contains("\(Self.settings):2:3: error: ") == true)
                #expect(told["MESSAGE"]?.contains("\(Self.settings):3:12: error: ") == true)
                let properties = try await service.properties("ActiveState", "ExecMainStatus", "NRestarts")
                #expect(properties == ["ActiveState": "failed", "ExecMainStatus": "78", "NRestarts": "0"])
                let check = try await service.machine.run("aftercared", "--check")
                #expect(check.exitStatus == 78 && check.complaint.contains("\(Self.settings):3:12: error: "))
            }
            #expect(try await service.machine.run("aftercared", "--check").exitStatus == 0)
        }

        // MARK: The status line

        @Test("the status line tells what comes, and first what needs a person")
        func status() async throws {
            let service = try await Service.started()
            try await service.apply(Clinic.text(patient: "P-0811"))
            _ = try await service.settledReminders(of: "P-0811")
            try await eventually("it tells what comes") {
                try await statusText(service).contains(
                    /^journal ok · next reminder (... |\d{4}-\d\d-\d\d )?\d\d:\d\d · 1 patient in a window$/)
            }
            try await service.machine.succeed("aftercarectl", "reaction", "report", "P-0811", "swelling")
            try await eventually("it tells of the reaction") { try await statusText(service).hasPrefix("1 NEEDS A PERSON · ") }
        }

        // MARK: Stop and start in the midst of work

        private static let patients = 500

        /// A service on which a burst has begun.
        private func midBurst() async throws -> Service {
            let service = try await Service.started()
            let end = Date(timeIntervalSince1970: (Date().timeIntervalSince1970 + 12).rounded())
            let burst = (1000..<1000 + Self.patients).map { Clinic.text(patient: "P-\($0)", start: Clinic.start(endingAt: end)) }
            func section(_ name: String, until next: String?) -> String {
                burst.map { text in
                    let rest = text[(text.range(of: "\(name):\n")?.upperBound ?? text.endIndex)...]
                    return String(next.flatMap { rest.range(of: "\($0):\n") }.map { rest[..<$0.lowerBound] } ?? rest)
                }.joined()
            }
            try await service.apply(
                "patients:\n\(section("patients", until: "plans"))plans:\n\(section("plans", until: "treatments"))"
                    + "treatments:\n\(section("treatments", until: nil))")
            try #require(Date() < end, "the machine was too slow for this test")
            try await eventually("the burst has begun") { try await !service.journal("SYSLOG_IDENTIFIER=aftercare").isEmpty }
            return service
        }

        /// Every patient of the burst was told once, and the audit has nothing against it.
        private func expectAllOnce(_ service: Service) async throws {
            let told = try await eventually("all are told") {
                let records = try await service.journal("SYSLOG_IDENTIFIER=aftercare", "AFTERCARE_INSTRUCTION=no-alcohol")
                return records.count >= Self.patients ? records : nil
            }
            #expect(told.count == Self.patients)
            #expect(Set(told.map { $0["AFTERCARE_PATIENT"] }).count == Self.patients)
            try await eventually("all have their receipt") {
                try await !service.machine.succeed("aftercarectl", "status", "--format", "json").output.contains("\"sending\"")
            }
            let audit = try await service.machine.run("aftercarectl", "audit")
            #expect(audit.exitStatus == 0, "\(audit)")
        }

        @Test("a stop in the midst of a burst finishes what is under way, within the default timeout, and loses nothing")
        func stopAtWork() async throws {
            let service = try await midBurst()
            let took = try await ContinuousClock().measure { try await service.stop() }
            #expect(took < .seconds(30))
            #expect(try await service.properties("Result", "ExecMainStatus") == ["Result": "success", "ExecMainStatus": "0"])
            #expect(try await records(Kind.stopped, of: service).last?["MESSAGE"] == "stopped")
            try await service.start()
            let ready = try await eventually("it tells that it is ready again") {
                let told = try await records(Kind.ready, of: service)
                return told.count == 2 ? told.last : nil
            }
            #expect(ready["AFTERCARE_AFTER"] == "clean" && ready["AFTERCARE_UNSETTLED"] == "0")
            try await expectAllOnce(service)
        }

        @Test("a start after a kill in the midst of a burst tells in one line what it had to reconcile")
        func killAtWork() async throws {
            let service = try await midBurst()
            try await service.machine.succeed("systemctl", "kill", "--kill-whom=main", "--signal=KILL", Service.unit)
            let ready = try await eventually("it is ready again") {
                try await service.journal("MESSAGE_ID=\(Kind.ready)").first { $0["AFTERCARE_AFTER"] == "crash" }
            }
            #expect(ready["MESSAGE"]?.hasPrefix("ready after a crash: ") == true)
            #expect(ready["PRIORITY"] == "5")
            let unsettled = try #require(ready.number("AFTERCARE_UNSETTLED"))
            let known = try #require(ready.number("AFTERCARE_FOUND")) + (try #require(ready.number("AFTERCARE_ABSENT")))
            let message = try #require(ready["MESSAGE"])
            // Where the journal lags behind the burst, the rest waits for it, and no start waits that long.
            let waiting = message.contains("without a receipt wait for it") ? unsettled - known : 0
            #expect(unsettled == known + waiting && (waiting > 0) == message.contains("the journal fails"), "\(message)")
            for count in [known, waiting] where count > 0 { #expect(message.contains("\(count) reminder"), "\(message)") }
            try await expectAllOnce(service)
        }

        @Test("a stop while the journal takes nothing ends by itself, says what it left, and the next start looks that up")
        func stopWithoutJournal() async throws {
            let service = try await Service.started()
            let end = Date(timeIntervalSince1970: (Date().timeIntervalSince1970 + 10).rounded())
            try await service.apply(Clinic.text(patient: "P-0821", start: Clinic.start(endingAt: end)))
            try #require(Date() < end, "the machine was too slow for this test")
            let journald = journalds(service.machine)
            #expect(!journald.isEmpty)
            func all(_ signal: Int32) { for process in journald { Glibc.kill(process, signal) } }
            all(SIGSTOP)
            var took = Duration.zero
            do {
                #expect(fillQueues(of: service.machine) > 0)
                try await eventually("the reminder is due, and under way") { Date() > end + 1 }
                took = try await ContinuousClock().measure { try await service.stop() }
            } catch {
                all(SIGCONT)
                throw error
            }
            all(SIGCONT)
            #expect(took > .seconds(15) && took < .seconds(30), "\(took)")
            #expect(try await service.properties("Result", "ExecMainStatus") == ["Result": "success", "ExecMainStatus": "0"])
            // It had no room for a record, so this came as a line; what counts is that it came.
            try await eventually("it told what it left") {
                try await service.log().contains("under way, since the journal does not move; the next start looks them up")
            }
            try await service.start()
            try await eventually("it tells what the run before it left") {
                try await records(Kind.ready, of: service).last?["AFTERCARE_AFTER"] == "crash"
            }
            _ = try await service.settledReminders(of: "P-0821")
            #expect(try await service.journal("AFTERCARE_PATIENT=P-0821", "AFTERCARE_INSTRUCTION=no-alcohol").count == 1)
            #expect(try await service.machine.run("aftercarectl", "audit").exitStatus == 0)
        }

        /// The machine's journalds, as this machine numbers them.
        private func journalds(_ machine: Machine) -> [pid_t] {
            let children = (try? String(contentsOfFile: "/proc/\(machine.leader)/task/\(machine.leader)/children", encoding: .utf8)) ?? ""
            return children.split(separator: " ").compactMap { pid_t($0) }.filter {
                (try? String(contentsOfFile: "/proc/\($0)/comm", encoding: .utf8)) == "systemd-journal\n"
            }
        }

        /// Sends records to stopped journalds until they have no room for more.
        ///
        /// - Returns: how many records they took.
        private func fillQueues(of machine: Machine) -> Int {
            var count = 0
            for name in ["journal", "journal.aftercare"] {
                // What one sender may have in a queue ends before the queue does.
                while case let more = fill(machine.seen("/run/systemd/\(name)/socket").path), more > 0 { count += more }
            }
            return count
        }

        private func fill(_ path: String) -> Int {
            let socket = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
            defer { close(socket) }
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
            let isConnected = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0 }
            }
            var count = 0
            while isConnected, send(socket, "MESSAGE=full\n", 13, Int32(MSG_DONTWAIT)) == 13 { count += 1 }
            return count
        }

        // MARK: Time that a start and a stop need

        @Test("a stop whose sync takes longer than the unit allows is waited for")
        func slowStop() async throws {
            try await Slowness.use { slow in
                let service = try await Service.started()
                try slow.set("fsync 48")
                let end = Date(timeIntervalSince1970: (Date().timeIntervalSince1970 + 4).rounded())
                try await service.apply(Clinic.text(patient: "P-0841", start: Clinic.start(endingAt: end)))
                try await eventually("it is being synced") { try await !service.journal("AFTERCARE_PATIENT=P-0841").isEmpty }
                let took = try await ContinuousClock().measure { try await service.stop() }
                #expect(took > .seconds(33), "the first extension alone would do: \(took)")
                #expect(try await service.properties("Result", "ExecMainStatus") == ["Result": "success", "ExecMainStatus": "0"])
                try slow.set("")
                try await service.start()
                try await eventually("it tells that nothing was left") {
                    let told = try await records(Kind.ready, of: service)
                    return told.count == 2 && told.last?["MESSAGE"] == "ready: nothing was left to reconcile"
                }
            }
        }

        @Test("a start that reads through a store for longer than the unit allows is waited for, and says what it does")
        func slowStart() async throws {
            try await Slowness.use { slow in
                let service = try await Service.started()
                try await service.stop()
                try slow.set("read 36")
                try await service.machine.succeed("systemctl", "start", "--no-block", Service.unit)
                try await eventually("it says what it does") {
                    try await statusText(service).contains(/^reading the store through \([0-9.]+ .iB\)$/)
                }
                try await eventually("it is up", within: .seconds(90)) {
                    try await service.properties("ActiveState")["ActiveState"] == "active"
                }
                #expect(try await service.properties("NRestarts")["NRestarts"] == "0")
            }
        }

        // MARK: The catalog

        @Test("journalctl -x explains a message in plain words, in English and in German")
        func catalog() async throws {
            let service = try await Service.started()
            let machine = service.machine
            for file in ["aftercare.catalog", "aftercare.de.catalog"] {
                let text = try String(contentsOf: Checkout.root.appending(path: "systemd/catalog/\(file)"), encoding: .utf8)
                try machine.write(text, to: "/usr/lib/systemd/catalog/\(file)")
            }
            let updated = try await machine.succeed("journalctl", "--update-catalog")
            #expect(updated.output == "" && updated.complaint == "")
            // No languages are installed here; that of the messages needs no more than its name.
            try await machine.succeed(
                "sh", "-c", "test -e /usr/lib/locale/de_DE.utf8 || cp -r /usr/lib/locale/C.utf8 /usr/lib/locale/de_DE.utf8")
            try await service.apply(Clinic.text(patient: "P-0831"))
            _ = try await service.settledReminders(of: "P-0831")
            func explained(_ language: String) async throws -> String {
                try await machine.succeed(
                    "env", "LC_ALL=\(language)", "journalctl", "--namespace=+aftercare", "--catalog", "--no-pager",
                    "AFTERCARE_PATIENT=P-0831", "AFTERCARE_INSTRUCTION=no-alcohol"
                ).output
            }
            // One explanation of all that the message says.
            let english = try await explained("C.UTF-8")
            #expect(english.matches(of: /Subject: A patient was reminded/).count == 1, "\(english)")
            #expect(english.contains("Patient P-0831 was told"), "\(english)")
            #expect(!english.contains("@AFTERCARE_"), "\(english)")
            let german = try await explained("de_DE.UTF-8")
            #expect(german.matches(of: /Subject: Ein Patient wurde erinnert/).count == 1, "\(german)")
            #expect(german.contains("Alles, was diesem Patienten gesagt wurde:"), "\(german)")
        }
    }
}

/// The kinds of records that these tests look for, as people would: by their ids, which never change.
private enum Kind {
    static let ready = "6028ca4c0ef346f5a74c1e56e262d632"
    static let stopped = "56a34150f0f545e3a04cb7084ef21a99"
    static let reloaded = "0fe9f5a659604ea6b65c5af3d31ee97e"
    static let notReloaded = "11ba0bd797d04f4e98d51bcdc9915ae7"
    static let configurationRefused = "f98dbdf94a924e389361e74faa4e7c7e"
}
