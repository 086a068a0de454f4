import Aftercare
import AftercareAPI
import AftercareStore
import Foundation
import Glibc
import Hummingbird
import Testing

@testable import AftercareEngine
@testable import AftercareServer

/// Names and texts that programs and people rely on.
@Suite struct `The interface` {
    @Test func `has codes that stay`() {
        #expect(
            ErrorBody.Code.allCases.map(\.rawValue) == [
                "refused", "not-found", "not-json", "too-large", "broken", "store-unusable", "storage-full", "busy", "not-allowed",
                "internal",
            ])
        #expect(BackupBody.header == "Aftercare-Backup")
    }

    @Test func `has bodies with sorted keys, and slashes as they are`() throws {
        #expect(try String(decoding: Wire.encode(["b": "x/y", "a": "z"]), as: UTF8.self) == #"{"a":"z","b":"x/y"}"#)
    }

    @Test func `says what is wrong, or how much is`() {
        let (one, other) = (Problem(.missing, at: "a", "one"), Problem(.malformed, at: "b", "other"))
        #expect(ErrorBody(RefusedRequest([one])).message == "one")
        let both = ErrorBody(RefusedRequest([one, other]))
        #expect(both.message == "2 things are wrong; nothing was changed" && both.code == .refused)
        #expect(both.problems == [one, other])
        #expect(ErrorBody(BrokenRequest(cause: NoPeer())).code == .broken)
    }

    @Test(
        arguments: [
            (EngineError(StoreError.full(path: "/s")), 507), (EngineError(StoreError.backupUnderWay(path: "/s")), 409),
            (EngineError(StoreError.locked(path: "/s")), 503), (EngineError(StoreError.readOnly(path: "/s")), 503),
            (EngineError(StoreError.damaged(path: "/s", detail: "x")), 503), (EngineError.tooManyQuestions(32), 409),
        ] as [(EngineError, Int)])
    func `has a status for what keeps the engine from its work`(error: EngineError, status: Int) {
        #expect(Answer.error(error, logger: Desk.quietLogger()).status.code == status)
    }

    @Test(
        arguments: [(99, 99, nil), (100, 100, nil), (101, 101, "and 1 more like these"), (103, 101, "and 3 more like these")]
            as [(Int, Int, String?)])
    func `names the first hundred mistakes of a body`(mistakes: Int, told: Int, more: String?) {
        let keys = (0..<mistakes).map { #""x\#($0)": 1"# }.joined(separator: ", ")
        let refusal = #expect(throws: RefusedRequest.self) {
            try StrictBody.decode(PatientRequest.self, from: Array("{\"id\": \"P-1\", \(keys)}".utf8))
        }
        #expect(refusal?.problems.count == told)
        #expect(refusal?.problems.filter { $0.path.isEmpty }.map(\.message) == [more].compactMap(\.self))
    }

    @Test func `wants true or false where that is asked`() {
        let refusal = #expect(throws: RefusedRequest.self) {
            try StrictBody.decode(MoveRequest.self, from: Array(#"{"start": "now", "rest": "x"}"#.utf8))
        }
        #expect(refusal?.problems.map { "\($0.path): \($0.message)" } == ["rest: expected true or false here"])
    }

    // MARK: Sockets

    @Test(arguments: [
        (
            SocketError.tooLong("/s", longest: 107),
            "the socket path '/s' is longer than the 107 bytes that the kernel takes; choose a shorter --runtime-directory"
        ),
        (.notASocket("/s"), "'/s' is in the way and is not a socket; move it away"),
        (.unusable("/s", detail: "no"), "the socket '/s' cannot be made (no); check the owner and mode of its directory"),
        (.taken("/s"), "another aftercared answers at '/s'; stop that one, or choose another --runtime-directory"),
    ])
    func `says why a socket cannot be used`(error: SocketError, text: String) { #expect(error.description == text) }

    private func inFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "place-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.path)
    }

    @Test func `takes the place of a socket on which nobody listens any more, and no place below a file`() throws {
        try inFolder { folder in
            let path = "\(folder)/s"
            #expect(throws: Never.self) { try SocketPath(path).claim() }
            let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            let bound = withSocketAddress(path) { bind(descriptor, $0, $1) }
            #expect(bound == 0)
            #expect(throws: Never.self) { try SocketPath(path).claim() }
            #expect(listen(descriptor, 1) == 0)
            #expect(throws: SocketError.taken(path)) { try SocketPath(path).claim() }
            close(descriptor)
            #expect(throws: Never.self) { try SocketPath(path).claim() }

            let file = "\(folder)/file"
            try Data().write(to: URL(filePath: file))
            #expect(throws: SocketError.unusable("\(file)/s", detail: "Not a directory")) { try SocketPath("\(file)/s").claim() }
        }
    }

    @Test(arguments: [(106, true), (107, true), (108, false)]) func `counts a socket's path in bytes`(bytes: Int, isTaken: Bool) {
        let path = "/é" + String(repeating: "x", count: bytes - 3)
        if isTaken {
            #expect(throws: Never.self) { try SocketPath(path).claim() }
        } else {
            #expect(throws: SocketError.tooLong(path, longest: 107)) { try SocketPath(path).claim() }
        }
    }

    @Test(arguments: [102, 103, 104, 105]) func `shortens a path that the library does not take, and no other`(bytes: Int) throws {
        try inFolder { folder in
            let name = String(repeating: "s", count: bytes - folder.utf8.count - 1)
            let short = try ShortSocketPath("\(folder)/\(name)")
            if bytes <= 103 {
                #expect(short.path == "\(folder)/\(name)")
            } else {
                #expect(short.path.hasPrefix("/proc/self/fd/") && short.path.hasSuffix("/\(name)") && short.path.utf8.count < 104)
            }
            // It leads to the same directory, until it is given back.
            #expect(FileManager.default.createFile(atPath: short.path, contents: Data()))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [name])
            short.close()
            #expect(FileManager.default.fileExists(atPath: short.path) == (bytes <= 103))
        }
    }

    @Test(arguments: [(104, POSIXErrorCode.ENOENT), (107, .ENOENT), (108, .ENAMETOOLONG)])
    func `says why a long path leads nowhere`(bytes: Int, code: POSIXErrorCode) {
        let path = "/nonexistent/" + String(repeating: "s", count: bytes - 13)
        let error = #expect(throws: POSIXError.self) { try ShortSocketPath(path) }
        #expect(error?.code == code)
    }

    // MARK: Places

    struct Example: Sendable {
        let place: ServicePlace
        let folder, unit, start, journald, records: String
        let staff: String?
        let isUsers: Bool
    }

    @Test(arguments: [
        Example(
            place: .machine, folder: "/run/aftercare", unit: "aftercared.service", start: "systemctl start aftercared",
            journald: "systemd-journald@aftercare", records: "journalctl --namespace=aftercare _UID=$(id -u aftercare)",
            staff: "aftercare", isUsers: false),
        Example(
            place: .clinic("north"), folder: "/run/aftercare-clinics/north", unit: "aftercared@north.service",
            start: "systemctl start aftercared@north", journald: "systemd-journald@aftercare-north",
            records: "journalctl --namespace=aftercare-north _UID=$(id -u aftercare-north)", staff: "aftercare-north", isUsers: false),
        Example(
            place: .user(runtimeDirectory: "/run/user/4321"), folder: "/run/user/4321/aftercare", unit: "aftercared.service",
            start: "systemctl --user start aftercared", journald: "systemd-journald", records: "journalctl --user", staff: nil,
            isUsers: true),
    ])
    func `is found at its place, by its own commands`(example: Example) {
        let place = example.place
        #expect(place.runtimeDirectory == example.folder && place.unit == example.unit && place.staff == example.staff)
        #expect(place.controlSocket == "\(example.folder)/control.sock" && place.viewSocket == "\(example.folder)/view/view.sock")
        #expect(place.isUsers == example.isUsers && place.startCommand == example.start)
        #expect(ServiceCommands(place).journald == example.journald && ServiceCommands(place).ownRecords == example.records)
        #expect(ServicePlace(socket: place.controlSocket) == place && ServicePlace.usual(of: place.viewSocket) == place)
    }

    @Test func `is taken for the machine's where its socket is at no usual place`() {
        #expect(ServicePlace(socket: "/tmp/control.sock") == .machine)
        #expect(ServicePlace.usual(of: "/run/aftercare-clinics/") == nil && ServicePlace.usual(of: "/run/aftercare") == nil)
        let commands = ServiceCommands(.machine, socket: "/tmp/a_b-c.d@e+f:g,h/s", namespace: nil)
        #expect(commands.aftercarectl == "aftercarectl --socket /tmp/a_b-c.d@e+f:g,h/s")
        #expect(commands.journalctl == "journalctl" && commands.journald == "systemd-journald")
    }
}

@Suite struct `Places that are all taken` {
    @Test func `are made free by the longest idle where nobody has more than others`() {
        var places = ConnectionPlaces<Int>(most: 4, maxOfOne: 3, maxWaiting: 2)
        for name in 1...2 { _ = places.open(name, of: 1000) }
        for name in 3...4 { _ = places.open(name, of: 1001) }
        places.begin(1)
        _ = places.end(1)
        #expect(places.open(5, of: 1002) == ConnectionPlaces<Int>.Steps(admit: [5], hangUp: [2]))
    }

    @Test func `stay so where somebody leaves who had none`() {
        var places = ConnectionPlaces<Int>(most: 1, maxOfOne: 1, maxWaiting: 1)
        _ = places.open(1, of: 1000)
        places.begin(1)
        places.begin(99)
        #expect(places.open(2, of: 1001) == ConnectionPlaces<Int>.Steps())
        #expect(places.end(99) == ConnectionPlaces<Int>.Steps())
        #expect(places.close(99) == ConnectionPlaces<Int>.Steps())
        #expect(places.close(1) == ConnectionPlaces<Int>.Steps(admit: [2]))
    }
}
