import Aftercare
import AftercareAPI
import AftercareEngine
import AftercareServer
import Logging
import ServiceLifecycle
import Synchronization

/// The two sockets: one for those who change something, one for those who only ask.
///
/// Without the first the daemon is of no use, and ends. Without the second reminders go out all the same.
struct ControlSockets {
    let services: [any Service]

    /// - Parameter onReady: called once, when both are there, or all that can be.
    init(
        in directory: String, engine: Engine, logger: Logger, complaints: @escaping @Sendable () -> Complaints,
        machine: @escaping @Sendable () -> MachineBody, hidesPersons: @escaping @Sendable () -> Bool,
        onReady: @escaping @Sendable () async -> Void
    ) {
        let controlSocketIsOpen = Gate()
        let whyNoViewSocket = Mutex<String?>(nil)
        func server(
            _ socket: String, _ access: ControlServer.Access, onRunning: @escaping @Sendable () async -> Void
        ) -> ControlServer {
            ControlServer(
                socket: socket, access: access, engine: engine, version: Version.current, logger: logger,
                complaints: {
                    var complaints = complaints()
                    if let reason = whyNoViewSocket.withLock(\.self) { complaints.others.append(reason) }
                    return complaints
                }, machine: machine, hidesPersons: hidesPersons, onRunning: onRunning)
        }
        let view = ViewSocket(
            server: server(ServicePlace.viewSocket(in: directory), .readOnly, onRunning: onReady),
            directory: ServicePlace.viewDirectory(in: directory), logger: logger, controlSocketIsOpen: controlSocketIsOpen,
            onMissing: { reason in
                whyNoViewSocket.withLock { $0 = reason }
                await onReady()
            })
        let control = server(ServicePlace.controlSocket(in: directory), .readWrite) { controlSocketIsOpen.open() }
        services = [view, control]
    }
}
