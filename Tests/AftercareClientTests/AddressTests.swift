import Foundation
import NIOCore
import Testing

@testable import AftercareClient

@Suite struct `Where nobody answers, a client` {
    private func error(at socket: String) async throws -> ClientError? {
        let client = Client(socket: socket)
        let error = await #expect(throws: ClientError.self) { let _: [Int] = try await client.get("status") }
        await client.close()
        return error
    }

    @Test func `says so at once: nothing is there, something else is, or nobody listens any more`() async throws {
        #expect(try await error(at: "/nonexistent/control.sock") == .notRunning(socket: "/nonexistent/control.sock"))
        let path = NSTemporaryDirectory() + "no-socket-\(UUID().uuidString)"
        try Data().write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(try await error(at: path) == .notRunning(socket: path))
        let left = NSTemporaryDirectory() + "left-\(UUID().uuidString.prefix(8))"
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        #expect(withSocketAddress(left) { bind(descriptor, $0, $1) } == 0)
        close(descriptor)
        defer { try? FileManager.default.removeItem(atPath: left) }
        #expect(try await error(at: left) == .notRunning(socket: left))
    }

    @Test(arguments: [EACCES, EPERM])
    func `tells a socket that it may not use, whoever forbids it`(number: Int32) {
        let error = IOError(errnoCode: number, reason: "connect")
        #expect(ClientError(error, socket: "/s") == .notPermitted(socket: "/s"))
    }

    @Test func `tells a path that is longer than the kernel takes`() async throws {
        let path = "/tmp/" + String(repeating: "x", count: 103)
        #expect(try await error(at: path) == .pathTooLong(socket: path))
    }
}
