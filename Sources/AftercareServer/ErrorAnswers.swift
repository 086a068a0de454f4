import Hummingbird
import Logging

/// Turns every error into a response with a stable code.
struct ErrorAnswers: RouterMiddleware {
    typealias Context = PeerContext
    let logger: Logger

    func handle(
        _ request: Request, context: PeerContext, next: (Request, PeerContext) async throws -> Response
    ) async throws -> Response {
        do { return try await next(request, context) } catch { return Answer.error(error, logger: logger) }
    }
}
