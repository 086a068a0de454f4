import AftercareServer
import Glibc
import Logging
import ServiceLifecycle

/// The viewers' socket, in a directory whose permissions decide who may use it. It opens after the control socket.
struct ViewSocket: Service {
    let server: ControlServer
    let directory: String
    let logger: Logger
    let controlSocketIsOpen: Gate
    /// Called once, with the reason and the remedy, when the socket cannot be created.
    let onMissing: @Sendable (String) async -> Void

    func run() async throws {
        await controlSocketIsOpen.wait()
        guard !Task.isCancelled else { return }
        // systemd-tmpfiles creates the directory for the viewers' group; one created here belongs to this process's own
        // group.
        guard mkdir(directory, 0o750) == 0 || errno == EEXIST else {
            return await goOnWithout(
                "the directory '\(directory)' cannot be made (\(String(cString: strerror(errno)))); run 'systemd-tmpfiles --create'")
        }
        do { try await server.run() } catch let error as SocketError { await goOnWithout("\(error)") }
    }

    private func goOnWithout(_ reason: String) async {
        let line = "there is no socket for those who may only look: \(reason); then restart the service"
        logger.error("\(line)")
        await onMissing(line)
        try? await gracefulShutdown()
    }
}
