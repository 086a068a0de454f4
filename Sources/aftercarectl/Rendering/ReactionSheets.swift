import Aftercare
import AftercareAPI

struct ReactionTable {
    let reactions: [Reaction]
    let clocks: Clocks

    func lines(on canvas: Canvas) -> [String] {
        var table = Table(columns: [
            .init("REACTION"), .init("PATIENT"), .init("TREATMENT"), .init("REPORTED"), .init("CLEARED"),
            .init("SIGNS", .left, .shortened(least: 20)),
        ])
        table.rows = reactions.map { reaction in
            let clock = clocks[reaction.patient]
            let note = clocks.note(reaction.patient)
            return [
                .init(reaction.id.rawValue, reaction.isOpen ? .bad : .strong), .init(reaction.patient.rawValue),
                .init(reaction.treatment.rawValue),
                .init("\(clock.dated(reaction.reportedAt))\(note.isEmpty ? "" : " \(note)")"),
                cleared(reaction), .init(reaction.signWords),
            ]
        }
        return table.lines(on: canvas)
    }

    private func cleared(_ reaction: Reaction) -> Table.Cell {
        if reaction.enteredInErrorAt != nil { return .init("entered in error", .faint) }
        return reaction.clearedAt.map { .init(clocks[reaction.patient].dated($0), .faint) } ?? .init("no", .bad)
    }
}

/// A reaction with everything that a report about it needs.
///
/// Source: FDA Public Safety Notification on Exosome Products, 6 December 2019: the date, the product, its maker and
/// its lot.
struct ReactionSheet {
    let report: ReactionReport
    let clocks: Clocks
    var commands = ServiceCommands(.machine)

    func lines(on canvas: Canvas) -> [String] {
        let (reaction, treatment) = (report.reaction, report.treatment)
        let clock = clocks[reaction.patient]
        let unknown = "not recorded"
        var facts = Facts()
        facts.add("signs", reaction.signWords)
        facts.add("patient", reaction.patient.rawValue)
        facts.add("reported", clock.dated(reaction.reportedAt))
        facts.add("cleared", reaction.clearedAt.map(clock.dated))
        facts.add("entered in error", reaction.enteredInErrorAt.map(clock.dated))
        facts.add("treatment", "\(treatment.id), \(treatment.status.rawValue)")
        facts.add("session", clock.dated(treatment.start, until: treatment.end))
        facts.add("clock", clock.zone.name)
        facts.add("route", treatment.route.rawValue)
        facts.add("site", treatment.site)
        facts.add("product", treatment.product?.name ?? unknown)
        facts.add("maker", treatment.product?.manufacturer ?? unknown)
        facts.add("lot", treatment.product?.lot ?? unknown)
        let over = reaction.enteredInErrorAt == nil ? "cleared" : "entered in error"
        let state = reaction.isOpen ? canvas.painted("not cleared", .bad) : over
        let advice =
            reaction.isOpen
            ? ["", "once a person has seen to it: \(commands.aftercarectl) reaction clear \(reaction.id)"] : []
        return ["\(canvas.headline(reaction.id.rawValue))  \(state)"] + facts.lines(on: canvas) + advice
    }
}

extension Reaction {
    /// `swelling, trouble breathing`
    var signWords: String { signs.words }
}

extension [Reaction.Sign] {
    var words: String { map(\.words).joined(separator: ", ") }
}
