import Aftercare
import AftercareAPI

// Fetch, and render: what most verbs consist of.

extension GlobalOptions {
    /// Shows what a command changed.
    func show(_ outcome: OutcomeBody, from service: Service) async throws {
        try await output.show(outcome) { _ in
            OutcomeSheet(
                outcome: outcome, isTrial: false, showsUnchanged: true,
                clocks: try await service.clocks(of: outcome)
            ).lines.joined(separator: "\n")
        }
    }

    /// Shows part of a listing, and says when it was not all.
    func show<Item>(
        _ listing: Listing<Item>, as body: some Encodable, empty: String, more: String,
        table: (Canvas) async throws -> [String]
    ) async throws {
        let output = output
        try await output.show(body) { canvas in
            listing.items.isEmpty ? "" : try await table(canvas).joined(separator: "\n")
        }
        if listing.items.isEmpty { try output.say("note: \(empty)") }
        if listing.hasMore { try output.say("note: there is more; \(more)") }
    }
}

extension Service {
    /// The clocks of the patients whose treatments changed.
    func clocks(of outcome: OutcomeBody) async throws -> Clocks {
        try await clocks(
            outcome.treatments.map(\.value.patient), known: outcome.patients.map(\.value), zones: .ofThisMachine(),
            now: .current)
    }
}
