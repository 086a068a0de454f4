import Aftercare
import AftercareAPI
import Foundation
import Testing

/// The commands that texts name are those for the service that the text is about.
@Suite struct `A command in a text` {
    private static let north = ServiceCommands(.clinic("north"))
    private static let own = ServiceCommands(.user(runtimeDirectory: "/run/user/1000"))
    private static let elsewhere = ServiceCommands(.machine, socket: "/tmp/my run/control.sock", namespace: nil)

    @Test(
        arguments: [
            ("run 'aftercarectl plan list'", "run 'aftercarectl --clinic north plan list'", "run 'aftercarectl --user plan list'"),
            ("'systemctl start aftercared'", "'systemctl start aftercared@north'", "'systemctl --user start aftercared'"),
            ("'systemctl restart aftercared.service'", "'systemctl restart aftercared@north'", "'systemctl --user restart aftercared'"),
            (
                "'systemctl status systemd-journald'", "'systemctl status systemd-journald@aftercare-north'",
                "'systemctl status systemd-journald'"
            ),
            (
                "'systemctl start systemd-journald.socket'", "'systemctl start systemd-journald@aftercare-north.socket'",
                "'systemctl start systemd-journald.socket'"
            ),
            (
                "'journalctl --namespace=aftercare -t aftercare'", "'journalctl --namespace=aftercare-north -t aftercare'",
                "'journalctl --user -t aftercare'"
            ),
            (
                "'journalctl --namespace=aftercare _UID=$(id -u aftercare) -t aftercare'",
                "'journalctl --namespace=aftercare-north _UID=$(id -u aftercare-north) -t aftercare'",
                "'journalctl --user _UID=$(id -u) -t aftercare'"
            ),
            (
                "'aftercared --restore FILE'", "'aftercared --restore FILE --state-directory /var/lib/aftercare-clinics/north'",
                "'aftercared --user --restore FILE'"
            ),
            (
                "'journalctl AFTERCARE_SEQ=1'", "'journalctl --namespace=aftercare-north AFTERCARE_SEQ=1'",
                "'journalctl --user AFTERCARE_SEQ=1'"
            ),
            (
                "'aftercarectl a', or 'aftercarectl b'", "'aftercarectl --clinic north a', or 'aftercarectl --clinic north b'",
                "'aftercarectl --user a', or 'aftercarectl --user b'"
            ),
        ])
    func `is the one for its clinic, or its user`(text: String, clinic: String, user: String) {
        #expect(Self.north.addressed(text) == clinic)
        #expect(Self.own.addressed(text) == user)
    }

    @Test(arguments: ["run 'aftercarectl plan list'", "'systemctl start aftercared'", "'journalctl --namespace=aftercare -t aftercare'"])
    func `of the machine's own service stays as it is`(text: String) {
        #expect(ServiceCommands(.machine).addressed(text) == text)
    }

    @Test(
        arguments: [
            "aftercared and aftercarectl are of the same release", "'--clinic' and 'aftercarectl'", "unknown patient 'P-1'", "it's 'x'",
            "'systemctl status dbus'", "'journalctl --directory=DIR AFTERCARE_SEQ=1'", "set 'contact' in aftercared.yaml, and reload",
            "'systemctl status aftercared@south'", "'systemctl cat aftercared.yaml'", "'journalctl -x _PID=1'",
            "'aftercared --restore FILE --state-directory /var/lib/x'",
        ])
    func `is changed nowhere else`(text: String) {
        for commands in [Self.north, Self.own, Self.elsewhere] { #expect(commands.addressed(text) == text) }
    }

    @Test func `is addressed once, however often it is asked for`() {
        let text =
            "'aftercarectl plan list', 'systemctl start aftercared', 'journalctl AFTERCARE_SEQ=1', 'systemctl status systemd-journald'"
        for commands in [Self.north, Self.own, Self.elsewhere] {
            #expect(commands.addressed(commands.addressed(text)) == commands.addressed(text))
        }
    }

    @Test func `names the socket of a service that is at no usual place`() {
        #expect(Self.elsewhere.addressed("'aftercarectl status'") == "'aftercarectl --socket '/tmp/my run/control.sock' status'")
        let odd = ServiceCommands(.machine, socket: "/tmp/it's/control.sock", namespace: nil)
        #expect(odd.aftercarectl == #"aftercarectl --socket '/tmp/it'\''s/control.sock'"#)
        #expect(ServicePlace.usual(of: "/tmp/my run/control.sock") == nil)
        #expect(ServicePlace.usual(of: "/run/aftercares/control.sock") == nil)
        #expect(ServicePlace.usual(of: "/run/aftercare-clinics/north/view/view.sock") == .clinic("north"))
        #expect(ServicePlace.usual(of: "/run/aftercare/control.sock") == .machine)
        #expect(ServicePlace.usual(of: "/run/user/1000/aftercare/control.sock") == .user(runtimeDirectory: "/run/user/1000"))
    }

    @Test func `puts a backup in place word by word, whatever its name`() {
        let file = "/root/the last one's"
        #expect(ServiceCommands(.machine).restoring(file) == ["aftercared", "--restore", file])
        #expect(
            ServiceCommands(.clinic("north")).restoring(file)
                == ["aftercared", "--restore", file, "--state-directory", "/var/lib/aftercare-clinics/north"])
        #expect(ServiceCommands(.user(runtimeDirectory: "/run/user/7")).restoring(file) == ["aftercared", "--user", "--restore", file])
    }

    @Test func `asks for the records of the service alone`() {
        #expect(Self.north.ownRecords == "journalctl --namespace=aftercare-north _UID=$(id -u aftercare-north)")
        #expect(Self.own.ownRecords == "journalctl --user")
    }

    // MARK: In the program

    @Test func `is for this clinic in an error, a note and a hint`() async throws {
        let words = "unknown plan 'PL-9'; run 'aftercarectl plan list'"
        let refused = ErrorBody(code: .refused, message: words, problems: [.init(.unknownPlan, at: "", words)])
        let standIn = try StandIn { question in
            question.target.hasPrefix("/v1/plans/")
                ? StandIn.Answer(status: 404, body: json(refused)) : StandIn.Answer(body: json(Page<Patient>([])))
        }
        defer { standIn.stop() }
        let error = try await Program.run("plan", "show", "PL-9", "--socket", standIn.socket)
        #expect(error.talk == "error: unknown plan 'PL-9'; run 'aftercarectl --socket \(standIn.socket) plan list'\n")
        let report = try await Program.run("plan", "show", "PL-9", "--socket", standIn.socket, "--format", "json")
        #expect(report.talk.ranges(of: "'aftercarectl --socket \(standIn.socket) plan list'").count == 2, "\(report)")
        let note = try await Program.run("patient", "list", "--socket", standIn.socket)
        #expect(note.talk.contains("'aftercarectl --socket \(standIn.socket) patient add'"), "\(note)")
        // What the environment says, the next command finds too.
        let plain = try await Program.run("patient", "list", socket: standIn.socket)
        #expect(plain.talk.contains("'aftercarectl patient add'"), "\(plain)")
    }

    // MARK: In the sources

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The lines of code, without the help texts, which are the same for every clinic.
    private static func lines(in folder: String) throws -> [(place: String, text: String)] {
        let files = try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path).filter { $0.hasSuffix(".swift") }
        return try files.sorted().flatMap { file -> [(String, String)] in
            let text = try String(contentsOf: root.appending(path: "\(folder)/\(file)"), encoding: .utf8)
            let code = text.replacing(/discussion: """[\s\S]*?"""/, with: "").replacing(/discussion: "[^\n]*/, with: "")
            return code.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }.map { ("\(folder)/\(file)", String($0)) }
        }
    }

    @Test(
        arguments: [
            "Aftercare", "AftercareConfig", "AftercareStore", "AftercareAPI", "Systemd", "AftercareEngine", "AftercareServer",
            "aftercared", "aftercarectl",
        ])
    func `stands in quotes, by which whoever shows it finds it, or is made for the service`(room: String) throws {
        let bare =
            /(?:^|[^'\w\/.-])(?:aftercarectl (?!are )[a-z-]+ |systemctl [a-z-]+ (?:aftercared|systemd-journald)|journalctl --namespace=aftercare)/
        for (place, text) in try Self.lines(in: "Sources/\(room)") where !place.hasSuffix("/ServiceCommands.swift") {
            let texts = text.matches(of: /"((?:[^"\\]|\\.)*)"/).map { String($0.output.1) }
            #expect(!texts.contains { $0.contains(bare) }, "\(place): \(text)")
        }
    }

    /// What goes to standard error is addressed at its one way out; a sheet does it before it breaks its lines.
    @Test func `is addressed by every sheet that has one in quotes`() throws {
        let sheets = Dictionary(grouping: try Self.lines(in: "Sources/aftercarectl/Rendering")) { $0.place }
        for (place, lines) in sheets where !place.hasSuffix("/CollectedSheet.swift") {
            let code = lines.map(\.text).joined(separator: "\n")
            if code.contains(/'(?:aftercarectl|systemctl|journalctl)[ ]/) { #expect(code.contains("addressed("), "\(place)") }
        }
    }
}
