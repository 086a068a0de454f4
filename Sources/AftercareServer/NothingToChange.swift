import AftercareAPI
import Hummingbird

/// The viewers' side has no routes that change something. Whoever looks for one there is told so.
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
