import AftercareAPI
import Testing

@Suite struct `The service that is meant` {
    @Test(arguments: ["knee", "north-2", "a", "sixteen-letters1"])
    func `may be a clinic of several`(name: String) {
        #expect(ServicePlace.isClinicName(name))
        #expect(ServicePlace.clinic(name).unit == "aftercared@\(name).service")
    }

    @Test(arguments: ["", "Knee", "-knee", "knee/hip", "knee.hip", "kné", "view", "knee-view", "seventeen-letters"])
    func `is none with a name that no user, group or journal can have`(name: String) {
        #expect(!ServicePlace.isClinicName(name))
    }

    @Test(
        arguments: [
            (["--clinic", "knee"], [:], "/run/aftercare-clinics/knee/control.sock", "systemctl start aftercared@knee'"),
            ([], ["AFTERCARE_CLINIC": "skin"], "/run/aftercare-clinics/skin/control.sock", "systemctl start aftercared@skin'"),
            (
                ["--clinic", "knee"], ["AFTERCARE_CLINIC": "skin", "AFTERCARE_SOCKET": "/tmp/nowhere"],
                "/run/aftercare-clinics/knee/control.sock", "systemctl start aftercared@knee'"
            ),
            (
                ["--user"], ["XDG_RUNTIME_DIR": "/run/user/4321"], "/run/user/4321/aftercare/control.sock",
                "systemctl --user start aftercared'"
            ),
            ([], ["AFTERCARE_CLINIC": "", "AFTERCARE_SOCKET": ""], "/run/aftercare/control.sock", "systemctl start aftercared'"),
        ] as [([String], [String: String], String, String)])
    func `is looked for at its own socket, and a message says what starts it`(
        options: [String], environment: [String: String], socket: String, start: String
    ) async throws {
        let outcome = try await Program.run(["patient", "list"] + options, environment: environment)
        #expect(outcome.status == 69 && outcome.talk.contains("'\(socket)'") && outcome.talk.contains(start), "\(outcome)")
    }

    @Test(arguments: [
        (["--clinic", "knee", "--user"], "not two of them"), (["--clinic", "knee", "--socket", "/tmp/s"], "not two of them"),
        (["--user", "--socket", "/tmp/s"], "not two of them"), (["--clinic", "Knee Clinic"], "'Knee Clinic' cannot name a clinic"),
        (["--clinic", "view"], "'view' cannot name a clinic"),
    ])
    func `is one, and has a name that can be`(options: [String], complaint: String) async throws {
        let outcome = try await Program.run(["patient", "list"] + options)
        #expect(outcome.status == 64 && outcome.talk.contains(complaint), "\(outcome)")
    }
}
