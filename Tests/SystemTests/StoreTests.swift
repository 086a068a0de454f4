import Foundation
import TestMachine
import Testing

extension SystemTests {
    /// The daemon and a store that it must not, or cannot, use.
    @Suite("The store", .machine)
    struct StoreTests {
        /// What the daemon exits with when the store cannot be used now (EX_CANTCREAT), and when it never can (EX_DATAERR).
        static let storeTrouble = 73
        static let storeDamage = 65

        @Test("a second daemon on the same store is refused")
        func second() async throws {
            let service = try await Service.started()
            try await service.machine.succeed(
                "install", "--directory", "--owner", "aftercare", "--mode", "0700", "/run/second")
            let second = try await service.machine.run(
                "timeout", "30", "setpriv", "--reuid", "aftercare", "--regid", "aftercare", "--clear-groups",
                "aftercared", "--state-directory", "/var/lib/aftercare", "--runtime-directory", "/run/second",
                "--output", "terminal")
            #expect(second.exitStatus == Self.storeTrouble, "\(second)")
            #expect(second.complaint.contains("/var/lib/aftercare"), "\(second)")
            #expect(try await service.properties("ActiveState")["ActiveState"] == "active")
            #expect(try await service.machine.run("aftercarectl", "status").isSuccess)
        }

        /// What is done to the store, by the name of the trouble.
        static let troubles = [
            "garbage": """
            yes 'this is no database' | head --bytes 8192 >\(Service.store)
            chown aftercare:aftercare \(Service.store); chmod 0600 \(Service.store)
            """,
            "unreadable": """
            echo 'of somebody else' >\(Service.store)
            chown root:root \(Service.store); chmod 0600 \(Service.store)
            """,
        ]

        @Test("a store that cannot be used is left alone, and the journal says what is wrong", arguments: troubles.keys.sorted())
        func unusable(trouble: String) async throws {
            let service = try await Service.stopped()
            try await service.machine.succeed("sh", "-ec", try #require(Self.troubles[trouble]))
            let before = try service.machine.read(Service.store)

            let started = try await service.machine.run("systemctl", "start", Service.unit)
            let status = try await service.properties("ExecMainStatus")["ExecMainStatus"]
            try await service.says(Service.store)
            try await service.stop()

            #expect(!started.isSuccess)
            #expect(status == "\(trouble == "garbage" ? Self.storeDamage : Self.storeTrouble)")
            #expect(try service.machine.read(Service.store) == before)
        }
    }
}
