import HTTPTypes
import Hummingbird
import Logging

/// Hides who patients are in every response to viewers, when the clinic's settings ask for it.
struct PersonsHidden: RouterMiddleware {
    typealias Context = PeerContext

    /// Whether identities are hidden in the current response.
    @TaskLocal static var holds = false

    /// Returns whether the current settings ask for it.
    let isWanted: @Sendable () -> Bool

    func handle(
        _ request: Request, context: PeerContext, next: (Request, PeerContext) async throws -> Response
    ) async throws -> Response {
        try await Self.$holds.withValue(isWanted()) { try await next(request, context) }
    }
}

extension Routes {
    /// All paths on which viewers may GET, such as `/v1/patients/{id}`. Apart from previews, viewers receive data in no
    /// other way.
    func questionsOfViewers(_ logger: Logger) -> [String] {
        router(for: .readOnly, logger: logger).routes.filter { $0.method == .get }.map { "\($0.path)" }
    }
}
