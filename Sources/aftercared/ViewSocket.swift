import AftercareServer
import Glibc
import Logging
import ServiceLifecycle

/// The viewers' socket, in a directory that decides who may enter. It opens after the other one.
struct ViewSocket: Service {
    let server: ControlServer
    let directory: String
    let logger: Logger
    let controlSocketIsOpen: Gate
    /// Called once, with the reason and the way out, where the socket cannot be made.
    let onMissing: @Sendable (String) async -> Void

    func run() async throws {
        await controlSocketIsOpen.wait()
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
        await onMissing(line)
        try? await gracefulShutdown()
    }
}
