import Aftercare
import ArgumentParser

struct RemindersVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reminders",
        abstract: "List what became of the reminders that were due, newest first.",
        discussion: """
            sending: handed to the journal; seen: read back from it; settled: safe on disk there; printed: shown on \
            the daemon's terminal, for want of a journal; missed, suppressed, cancelled: not said, and why.

            Under ROLE: nag: said again, since nobody answered; snoozed: said again when somebody asked for it; \
            correction: says anew what is now wrong; for the staff: escalation (nobody answered), confirmation (did \
            a treatment take place?), reaction. To answer one, its first letters will do: \
            'aftercarectl acknowledge 1a2b3c4d'.
            """)

    @Argument(help: "Only those of this patient.", transform: name) var patient: PatientID?
    @Option(help: ArgumentHelp("Only those in this state; may be repeated.", valueName: "state")) var state: [ReminderState] = []
    @Option(help: ArgumentHelp("Go on where a list ended: the cursor that it names at its end.", valueName: "cursor")) var after: String?
    @OptionGroup var list: ListOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Service.talk(global) { service in
            let listing = try await Service.list(limit: list.limit, after: after) { after, limit in
                let page: Page<ListedReminder> = try await service.get(
                    ListedReminder.pageKey,
                    [
                        "patient": patient?.rawValue, "after": after, "limit": String(limit),
                        "state": state.isEmpty ? nil : state.map(\.rawValue).joined(separator: ","),
                    ], options: ["state", "after", "limit"])
                return (page.items, page.next)
            }
            try await global.show(
                listing, as: listing.page, empty: "nothing was due yet\(patient == nil && state.isEmpty ? "" : " that fits")",
                more: "go on with '--after \(listing.next ?? "")'"
            ) { canvas in
                let clocks = try await service.clocks(listing.items.map(\.patient), zones: .ofThisMachine(), now: .current)
                return ReminderTable(reminders: listing.items, clocks: clocks).lines(on: canvas)
            }
        }
    }
}
