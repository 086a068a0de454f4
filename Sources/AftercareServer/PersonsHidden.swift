import HTTPTypes
import Hummingbird
import Logging

/// On the viewers' side, where the clinic wants it so: no answer tells who somebody is, whatever is asked.
struct PersonsHidden: RouterMiddleware {
    typealias Context = PeerContext

    /// Whether it holds for the request that is being answered.
    @TaskLocal static var holds = false

    /// As the settings are now.
    let isWanted: @Sendable () -> Bool

    func handle(
        _ request: Request, context: PeerContext, next: (Request, PeerContext) async throws -> Response
    ) async throws -> Response {
        try await Self.$holds.withValue(isWanted()) { try await next(request, context) }
    }
}

extension Routes {
    /// Every path that answers a viewer's GET: `/v1/patients/{id}`. Nothing that they are told comes by another way, but
    /// for previews.
    func questionsOfViewers(_ logger: Logger) -> [String] {
        router(for: .readOnly, logger: logger).routes.filter { $0.method == .get }.map { "\($0.path)" }
    }
}
