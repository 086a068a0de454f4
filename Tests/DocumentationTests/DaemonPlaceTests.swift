import AftercareAPI
import ArgumentParser
import Testing

@testable import aftercared

/// Which service a daemon is, by what its unit and its command line say: its texts name the commands for that one.
@Suite struct `A daemon knows the commands that lead to it` {
    private func commands(_ arguments: [String], _ environment: [String: String] = [:], namespace: String? = nil) throws -> ServiceCommands
    {
        try DaemonOptions.parse(arguments).commands(in: environment, namespace: namespace)
    }

    @Test func `where it is the machine's, a clinic's, a user's, or at a place of its own`() throws {
        #expect(try commands([], namespace: "aftercare") == ServiceCommands(.machine))
        #expect(try commands([], ["RUNTIME_DIRECTORY": "/run/aftercare"], namespace: "aftercare") == ServiceCommands(.machine))
        #expect(
            try commands([], ["RUNTIME_DIRECTORY": "/run/aftercare-clinics/north"], namespace: "aftercare-north")
                == ServiceCommands(.clinic("north")))
        let own = try commands(["--user"], ["XDG_RUNTIME_DIR": "/run/user/1000"])
        #expect(own == ServiceCommands(.user(runtimeDirectory: "/run/user/1000")))
        let apart = try commands(["--runtime-directory", "/tmp/r"])
        #expect(apart.aftercarectl == "aftercarectl --socket /tmp/r/control.sock" && apart.journald == "systemd-journald")
    }

    @Test func `and so does who restores its store`() throws {
        let machine = try DaemonOptions.parse([])
        #expect(machine.place(ofStore: "/var/lib/aftercare") == .machine)
        #expect(machine.place(ofStore: "/var/lib/aftercare-clinics/north") == .clinic("north"))
        #expect(try DaemonOptions.parse(["--user"]).place(ofStore: "/home/x/.local/state/aftercare").isUsers)
    }
}
