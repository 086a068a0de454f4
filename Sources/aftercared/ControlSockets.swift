import Aftercare
import AftercareAPI
import AftercareEngine
import AftercareServer
import Logging
import ServiceLifecycle
import Synchronization

/// The two sockets of the daemon: one for clients that make changes, one for clients that only read.
///
/// Without the first the daemon is useless and ends. Without the second reminders still go out.
struct ControlSockets {
    let services: [any Service]

    /// - Parameter onReady: called once, when both sockets are open or the second has failed.
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
