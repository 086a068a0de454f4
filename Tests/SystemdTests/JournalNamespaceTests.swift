import Testing

@testable import Systemd

@Suite("The journal namespace of a process")
struct JournalNamespaceTests {
    @Test("is that whose sockets are mounted over the machine's own")
    func mounted() {
        #expect(
            JournalNamespace.name(
                inMount: "512 480 0:25 /systemd/journal.aftercare /run/systemd/journal ro,nosuid master:5 - tmpfs tmpfs rw\n")
                == "aftercare")
        #expect(
            JournalNamespace.name(inMount: "9 8 0:25 /systemd/journal.aftercare-knee.2 /run/systemd/journal ro - tmpfs tmpfs rw")
                == "aftercare-knee.2")
    }

    @Test(
        "is none for any other mount",
        arguments: [
            "", "512 480", "512 480 0:25 / /run rw - tmpfs tmpfs rw",
            "512 480 0:25 /systemd/journal /run/systemd/journal ro - tmpfs tmpfs rw",
            "512 480 0:25 /systemd/journal.aftercare /run/systemd/other ro - tmpfs tmpfs rw",
        ])
    func none(mount: String) {
        #expect(JournalNamespace.name(inMount: mount) == nil)
    }
}
