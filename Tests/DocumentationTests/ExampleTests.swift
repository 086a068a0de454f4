import Aftercare
import AftercareConfig
import Foundation
import Testing

/// What the pages show, tried.
@Suite struct `An example in a page` {
    private func blocks(_ kind: Page.Block.Kind) throws -> [(page: String, block: Page.Block)] {
        try Page.names.flatMap { name in
            try Page(name).blocks().filter { $0.kind == kind }.map { (name, $0) }
        }
    }

    @Test func `of a protocol is taken as it stands`() throws {
        let files = try blocks(.protocolFile)
        #expect(files.count >= 2)
        for (page, block) in files {
            let parsed = CareProtocol.read(SourceText(name: "\(page):\(block.line)", text: block.text))
            #expect(parsed.value != nil, "\(parsed.diagnostics.map(\.description).joined(separator: "\n"))")
        }
        // One at least is finished.
        #expect(files.contains { CareProtocol.read(SourceText(name: "", text: $0.block.text)).value?.isDraft == false })
    }

    @Test func `of instructions is taken, in a protocol that cites what they do`() throws {
        let parts = try blocks(.instructions)
        #expect(parts.count >= 2)
        let head = "protocol: parts\nversion: 1\ntitle: Parts\nroutes: [topical]\nsources: { sheet: A sheet }\n"
        for (page, block) in parts {
            let parsed = CareProtocol.read(SourceText(name: "\(page):\(block.line)", text: head + block.text))
            #expect(parsed.value != nil, "\(parsed.diagnostics.map(\.description).joined(separator: "\n"))")
        }
    }

    @Test func `of a plan's changes is taken`() throws {
        let files = try blocks(.changes)
        #expect(!files.isEmpty)
        for (page, block) in files {
            let parsed = PlanChangeRequest.read(SourceText(name: "\(page):\(block.line)", text: block.text))
            #expect(parsed.value != nil, "\(parsed.diagnostics.map(\.description).joined(separator: "\n"))")
        }
    }

    @Test func `of settings is taken, and says what the page says of the defaults`() throws {
        for (page, block) in try blocks(.settings) + blocks(.defaults) {
            let parsed = DaemonSettings.read(SourceText(name: "\(page):\(block.line)", text: block.text))
            let settings = try #require(parsed.value, "\(parsed.diagnostics.map(\.description).joined(separator: "\n"))")
            #expect((settings == DaemonSettings.byDefault()) == (block.kind == .defaults))
        }
        #expect(try blocks(.settings).count == 1)
        let defaults = try #require(try blocks(.defaults).first).block
        // Each key is there, so each default is tried.
        for key in try ["settings", "clinic", "messages", "store"].flatMap({ try KnownKeys.all()[$0] ?? [] }) {
            #expect(defaults.text.contains("\(key):"), "the defaults leave out '\(key)'")
        }
    }

    // MARK: Commands

    @Test func `is a command that its program takes`() async throws {
        var tried: [String: Int] = [:]
        for (page, block) in try blocks(.commands) {
            for line in block.lines {
                let command = try CommandLine(line)
                tried[command.program, default: 0] += 1
                let complaint = try await command.complaint()
                #expect(complaint == nil, "\(page):\(block.line): \(line)")
            }
        }
        // Nothing slips through for want of examples.
        #expect(tried["aftercarectl", default: 0] > 30)
        #expect(tried["aftercared", default: 0] >= 2)
        #expect(tried["journalctl", default: 0] > 10)
    }

    @Test(arguments: [
        "aftercarectl patient ad P-0042", "aftercarectl treatment schedule P-0042", "aftercarectl status --formatt json",
        "aftercarectl treatment schedule P-0042 --start 'now", "aftercarectl plan assign P-0042 x --compress hot",
        "aftercared --restore", "journalctl --nonsense", "journalctl --namespace=aftercare AFTERCARE_PATEINT=P-0042",
        "journalctl AFTERCARE_PATIENT=P-0042", "systemctl relaod aftercared", "frobnicate",
    ])
    func `that is wrong is found to be`(_ line: String) async throws {
        let complaint: String?
        do { complaint = try await CommandLine(line).complaint() } catch { complaint = "\(error)" }
        #expect(complaint != nil)
    }

    /// Commands within sentences: `.Ql aftercarectl plan upgrade`. They may leave out what they are used on.
    @Test(arguments: Page.names) func `is a verb that there is`(_ name: String) throws {
        let verbs = Set(try Program.aftercarectl.info().all.map(\.verb))
        let text = try Page(name).lines.filter { $0.hasPrefix(".Ql aftercarectl ") }.map(Roff.plain)
        #expect(!text.isEmpty)
        for line in text {
            let words = line.split(separator: " ").dropFirst(2).prefix { $0.first?.isLowercase == true }
            #expect(verbs.contains(words.joined(separator: " ")), "\(name): \(line)")
        }
    }
}
