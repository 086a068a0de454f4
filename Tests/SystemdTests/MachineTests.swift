import Foundation
import Glibc
import Testing

@testable import Systemd

@Suite("The machine tells")
struct MachineTests {
    // MARK: journald's settings

    @Test("what journald is told, the last word last, and what makes no sense not at all")
    func settings() {
        let settings = JournaldSettings(
            namespace: nil,
            texts: [
                """
                # Storage=none
                [Journal]
                Storage=volatile
                RateLimitBurst = 5
                RateLimitIntervalSec=1min 30s
                MaxRetentionSec=1M
                [Other]
                Storage=none
                """,
                "[Journal]\nStorage=persistent\nRateLimitBurst=many\n;RateLimitBurst=9\n",
            ])
        #expect(settings.storage == .persistent)
        #expect(settings.rateLimitBurst == 5)
        #expect(settings.rateLimitIntervalMicroseconds == 90_000_000)
        #expect(settings.maxRetentionMicroseconds == 2_629_800_000_000 && JournaldSettings(namespace: nil).maxRetentionMicroseconds == 0)
    }

    @Test("journald's own choices where nobody says anything; a namespace is kept on disk")
    func defaults() {
        let settings = JournaldSettings(namespace: nil)
        #expect(settings.storage == .auto && settings.rateLimitBurst == 10_000 && settings.rateLimitIntervalMicroseconds == 30_000_000)
        #expect(JournaldSettings(namespace: "apart").storage == .persistent)
    }

    @Test("files are read as journald does: the first main file, drop-ins by name, those of /etc instead of others")
    func files() throws {
        let root = try TemporaryDirectory()
        func write(_ text: String, to path: String) throws {
            let url = URL(fileURLWithPath: root.path + path)
            try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data("[Journal]\n\(text)\n".utf8).write(to: url)
        }
        try write("RateLimitBurst=1", to: "/usr/lib/systemd/journald.conf")
        try write("RateLimitBurst=2\nStorage=volatile", to: "/etc/systemd/journald.conf")
        try write("Storage=none", to: "/usr/lib/systemd/journald.conf.d/10-a.conf")
        try write("Storage=persistent", to: "/usr/lib/systemd/journald.conf.d/20-b.conf")
        try write("Storage=auto", to: "/etc/systemd/journald.conf.d/20-b.conf")
        try write("Storage=none", to: "/etc/systemd/journald.conf.d/30-c.disabled")
        try write("RateLimitBurst=7", to: "/etc/systemd/journald@apart.conf")
        let settings = try JournaldSettings.read(namespace: nil, root: root.path)
        #expect(settings.rateLimitBurst == 2 && settings.storage == .auto)
        #expect(try JournaldSettings.read(namespace: "apart", root: root.path).rateLimitBurst == 7)
        #expect(try JournaldSettings.read(namespace: "other", root: root.path) == JournaldSettings(namespace: "other"))
    }

    @Test("a namespace's socket is open by its mode, and takes records unless journalctl asks there")
    func sockets() {
        func socket(_ mode: UInt32, _ name: String = "socket") -> JournalSocketFile {
            JournalSocketFile(path: "/run/systemd/journal.apart/\(name)", owner: 999, mode: mode)
        }
        #expect(socket(0o666).isOpen && socket(0o620).isOpen && !socket(0o600).isOpen && !socket(0o644).isOpen)
        #expect(socket(0o600).admits(999) && socket(0o600).admits(0) && !socket(0o600).admits(1000))
        #expect(socket(0o602).admits(1000) && !socket(0o400).admits(999))
        #expect(socket(0o600).takesRecords && !socket(0o600, "io.systemd.journal").takesRecords)
    }

    @Test(
        "spans of time as systemd writes them",
        arguments: [
            ("30", 30_000_000), ("30s", 30_000_000), ("1min 30s", 90_000_000), ("500ms", 500_000), ("1h30m", 5_400_000_000),
            ("0", 0), ("1.5s", 1_500_000), ("infinity", UInt64.max), ("", nil), ("soon", nil), ("1 fortnight", nil), ("s", nil),
        ] as [(String, UInt64?)])
    func spans(text: String, microseconds: UInt64?) {
        #expect(TimeSpan.microseconds(text) == microseconds)
    }

    // MARK: Rate limits

    private func unit(burst: UInt32, interval: UInt64) -> UnitProperties {
        UnitProperties(
            name: "a.service", loadState: "loaded", activeState: "active", rateLimitBurst: burst, rateLimitIntervalMicroseconds: interval,
            logNamespace: nil)
    }

    @Test("the limit of a unit goes before journald's, but a 0 in the unit names none, and a 0 of journald's lifts it")
    func limits() {
        let usual = JournaldSettings(namespace: nil)
        var lifted = usual
        lifted.rateLimitIntervalMicroseconds = 0
        func limit(_ burst: UInt32, _ interval: UInt64, under settings: JournaldSettings) -> RateLimit? {
            RateLimit.of(unit(burst: burst, interval: interval), under: settings)
        }
        #expect(limit(10_000_000, 30_000_000, under: usual) == RateLimit(burst: 10_000_000, intervalMicroseconds: 30_000_000))
        #expect(limit(0, 0, under: usual) == RateLimit(burst: 10_000, intervalMicroseconds: 30_000_000))
        #expect(limit(500, 0, under: usual) == RateLimit(burst: 500, intervalMicroseconds: 30_000_000))
        #expect(limit(0, 0, under: lifted) == nil)
        #expect(limit(500, 1_000_000, under: lifted) == RateLimit(burst: 500, intervalMicroseconds: 1_000_000))
        #expect(RateLimit.of(nil, under: usual) == RateLimit(burst: 10_000, intervalMicroseconds: 30_000_000))
    }

    @Test("a service manager that is not there cannot be asked, and that is said")
    func noManager() async {
        await #expect(processExitsWith: .success) {
            try PrivateMounts.begin()
            try PrivateMounts.hide("/run")
            #expect {
                try UnitProperties.ask(about: "aftercared.service")
            } throws: {
                "\($0)".hasPrefix("systemd cannot be asked: ")
            }
        }
    }

    // MARK: File systems, the clock, users

    @Test("the file system of a path, by the name that mount uses, and the space on it")
    func fileSystem() async {
        await #expect(processExitsWith: .success) {
            try PrivateMounts.begin()
            try PrivateMounts.hide("/run")
            let memory = try FileSystem(of: "/run")
            #expect(memory.type == "tmpfs")
            #expect(memory.freeBytes > 0 && memory.totalBytes >= memory.freeBytes)
            #expect(throws: Errno(ENOENT)) { try FileSystem(of: "/run/nonexistent") }
        }
        #expect(FileSystem.name(ofMagic: 0xFF53_4D42) == "cifs")
        #expect(FileSystem.name(ofMagic: 0x6969) == "nfs")
        #expect(FileSystem.name(ofMagic: 0x1234) == "0x1234")
    }

    @Test("where a journal would lie, and on what")
    func storage() async {
        await #expect(processExitsWith: .success) {
            PrivateJournald.run(storage: .persistent) { _ in
                try JournalSocket().send(JournalRecord(["TEST_ID": "a"]))
                try eventually("the directory") { try JournalStorage.of(namespace: nil).fileSystem != nil }
                let storage = try JournalStorage.of(namespace: nil)
                #expect(storage.directory.hasPrefix("/var/log/journal/"))
                #expect(storage.fileSystem == "tmpfs")
                let apart = try JournalStorage.of(namespace: "apart")
                #expect(apart.directory == storage.directory + ".apart")
                #expect(apart.fileSystem == nil)
            }
        }
    }

    @Test("who this process is")
    func identity() async {
        #expect(UserIdentity.uid == getuid())
        #expect(UserIdentity.name(ofUser: 0) == "root")
        #expect(UserIdentity.name(ofUser: 4_294_967_000) == nil)
        #expect(UserIdentity.number(ofGroup: "root") == 0)
        #expect(UserIdentity.number(ofGroup: "no-such-group") == nil)
        #expect(UserIdentity.groups().contains(getgid()))
        #expect(UserIdentity.listedGroups(ofUser: 65_534).contains(65_534))
        #expect(UserIdentity.listedGroups(ofUser: 4_294_967_000) == [])
    }
}
