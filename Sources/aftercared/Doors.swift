import AftercareAPI
import AftercareEngine
import AftercareServer
import Glibc
import Logging
import ServiceLifecycle
import Synchronization

/// The two sockets: one for those who change something, one for those who look.
///
/// Without the first the daemon is of no use, and ends. Without the second reminders are said all the same.
struct ControlSockets {
    let services: [any Service]

    /// - Parameter onOpen: called once, when both are there, or all that can be.
    init(
        in directory: String, engine: Engine, logger: Logger, complaints: @escaping @Sendable () -> Complaints,
        machine: @escaping @Sendable () -> MachineBody, hidesPersons: @escaping @Sendable () -> Bool,
        onOpen: @escaping @Sendable () async -> Void
    ) {
        let trouble = Trouble()
        let (isOpen, opens) = AsyncStream<Never>.makeStream()
        func server(
            _ socket: String, _ access: ControlServer.Access, then onRunning: @escaping @Sendable () async -> Void
        ) -> ControlServer {
            ControlServer(
                socket: socket, access: access, engine: engine, version: Version.text, logger: logger,
                complaints: {
                    var complaints = complaints()
                    complaints.others += trouble.lines
                    return complaints
                }, machine: machine, hidesPersons: hidesPersons, onRunning: onRunning)
        }
        let viewers = ViewSocket(
            server: server(ServicePlace.viewSocket(in: directory), .readOnly, then: onOpen),
            directory: ServicePlace.viewDirectory(in: directory), logger: logger, trouble: trouble, isOther: isOpen,
            onOpen: onOpen)
        services = [viewers, server(ServicePlace.controlSocket(in: directory), .readWrite) { opens.finish() }]
    }

    /// What an administrator should mend.
    final class Trouble: Sendable {
        private let told = Mutex<[String]>([])

        var lines: [String] { told.withLock { $0 } }
        func tell(_ line: String) { told.withLock { $0.append(line) } }
    }
}

/// The viewers' socket, in a directory that decides who may enter.
struct ViewSocket: Service {
    let server: ControlServer
    let directory: String
    let logger: Logger
    let trouble: ControlSockets.Trouble
    /// Ends when the other door is open.
    let isOther: AsyncStream<Never>
    let onOpen: @Sendable () async -> Void

    func run() async throws {
        for await _ in isOther {}
        guard !Task.isCancelled else { return }
        // systemd-tmpfiles makes it for the group of viewers; what is made here is for our own group.
        guard mkdir(directory, 0o750) == 0 || errno == EEXIST else {
            return await goOnWithout(
                "the directory '\(directory)' cannot be made (\(String(cString: strerror(errno)))); run 'systemd-tmpfiles --create'")
        }
        do { try await server.run() } catch let error as SocketError { await goOnWithout("\(error)") }
    }

    private func goOnWithout(_ reason: String) async {
        let line = "there is no socket for those who may only look: \(reason); then restart the service"
        logger.error("\(line)")
        trouble.tell(line)
        await onOpen()
        try? await gracefulShutdown()
    }
}
