import AftercareAPI
import Hummingbird

/// Explains to viewers who request a change that their socket is read-only and has no such routes.
struct ReadOnlyRoutes: RouterMiddleware {
    typealias Context = PeerContext

    func handle(
        _ request: Request, context: PeerContext, next: (Request, PeerContext) async throws -> Response
    ) async throws -> Response {
        do { return try await next(request, context) } catch let error as HTTPError where error.status == .notFound {
            guard request.method != .get || request.uri.path.hasSuffix("/backup") else { throw error }
            throw ErrorBody(
                code: .notAllowed,
                message: "you may look here, and change nothing; whoever is to change something belongs into the staff's group")
        }
    }
}
