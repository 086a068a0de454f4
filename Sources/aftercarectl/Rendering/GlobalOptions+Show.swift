import Aftercare
import AftercareAPI

// What most verbs do: fetch and render.

extension GlobalOptions {
    /// Shows what a command changed, and says what should be known besides.
    func show(_ outcome: Outcome, from service: Service) async throws {
        var outcome = outcome
        outcome.notes = outcome.notes.map(commands.addressed)
        try await output.show(outcome) { [outcome] _ in
            let owners = try await service.owners(of: outcome)
            return OutcomeSheet(
                outcome: outcome, isTrial: false, showsUnchanged: true,
                clocks: try await service.clocks(of: outcome, owners: owners), owners: owners
            ).lines.joined(separator: "\n")
        }
        try output.say(notesOf: outcome)
    }

    /// Lists what fits of everybody, or of one patient.
    func list<Item: PageItem>(
        _ options: ListOptions, of patient: PatientID? = nil, where fits: (Item) -> Bool, empty: String,
        table: ([Item], Service, Canvas) async throws -> [String]
    ) async throws {
        try await Service.talk(self) { service in
            let listing = try await service.list(of: patient, limit: options.limit, where: fits)
            try await show(listing, as: listing.page, empty: empty, more: options.more) { canvas in
                try await table(listing.items, service, canvas)
            }
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

extension Output {
    func say(notesOf outcome: Outcome) throws {
        for note in outcome.notes { try say("note: \(note)") }
    }
}

extension Service {
    /// The clocks of the patients whose treatments changed, or who are spoken of otherwise.
    func clocks(of outcome: Outcome, owners: [TreatmentID: PatientID] = [:]) async throws -> Clocks {
        try await clocks(
            outcome.treatments.map(\.value.patient) + outcome.reactions.map(\.value.patient) + owners.values,
            known: outcome.patients.map(\.value), zones: .ofThisMachine(), now: .current)
    }

    /// Whose treatments the answers speak of that name a time.
    func owners(of outcome: Outcome) async throws -> [TreatmentID: PatientID] {
        var owners: [TreatmentID: PatientID] = [:]
        for response in outcome.responses where response.until != nil {
            do {
                let treatment: Treatment = try await get("treatments/\(response.treatment)")
                owners[treatment.id] = treatment.patient
            } catch is ErrorBody {
                // Its time is shown on this machine's clock.
            }
        }
        return owners
    }
}
