import Aftercare

/// The results of a simulation, for people.
struct SimulationSheet {
    let body: SimulationBody
    let zones: Zones
    /// Whether to show how long it took.
    var tellsTime = true

    func lines(on canvas: Canvas) -> [String] {
        let clock = StaffTimeFormat(zone: zones[body.zone], now: body.from)
        let took = tellsTime ? ", in \(Self.seconds(body.tookSeconds))" : ""
        let header = "simulated \(clock.dated(body.from)) – \(clock.dated(body.through)) (\(clock.zone.name))\(took)"
        guard !body.patients.isEmpty else { return [header, "", "there are no patients"] }
        var lines = [header, ""] + tallies.lines(on: canvas) + [""] + loads.lines(on: canvas)
        if body.patients.contains(where: { !$0.reasons.isEmpty }) {
            lines += ["", canvas.headline("NOT SAID")] + reasons.lines(on: canvas)
        }
        let warnings = warnings(on: canvas)
        if !warnings.isEmpty { lines += ["", canvas.headline("ABOVE THE LIMITS")] + warnings }
        if let emissions = body.emissions {
            lines += ["", canvas.headline("SAID")] + (emissions.isEmpty ? ["  nothing"] : said(emissions, on: canvas))
        }
        return lines
    }

    /// A duration: `0.21 s`.
    private static func seconds(_ seconds: Double) -> String {
        let hundredths = Int((seconds * 100).rounded())
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100) s"
    }

    private var tallies: Table {
        var table = Table(columns: [
            .init("PATIENT"), .init("SAID", .right), .init("OF THESE LATE", .right), .init("MISSED", .right),
            .init("SUPPRESSED", .right), .init("CANCELLED", .right), .init("WAITING", .right),
        ])
        for patient in body.patients { table.rows.append([.init(patient.patient.rawValue, .strong)] + cells(patient.tally)) }
        if body.patients.count > 1 { table.rows.append([.init("all \(body.patients.count)", .strong)] + cells(body.total)) }
        return table
    }

    private func cells(_ tally: SimulationBody.Tally) -> [Table.Cell] {
        let counts: [(Int, Tone)] = [
            (tally.emitted, .good), (tally.late, .warning), (tally.missed, .warning), (tally.suppressed, .warning),
            (tally.cancelled, .faint), (tally.waiting, .warning),
        ]
        return counts.map { Table.Cell("\($0.0)", $0.0 == 0 ? .faint : $0.1) }
    }

    /// How many messages each patient gets.
    private var loads: Table {
        var table = Table(columns: [
            .init("PATIENT"), .init("MESSAGES", .right), .init("SMS PARTS", .right), .init("MOST AT A MOMENT", .right),
            .init("MOST ON A DAY", .right),
        ])
        for patient in body.patients {
            table.rows.append([.init(patient.patient.rawValue, .strong)] + cells([patient.load]))
        }
        if body.patients.count > 1 {
            table.rows.append([.init("all \(body.patients.count)", .strong)] + cells(body.patients.map(\.load)))
        }
        return table
    }

    /// The sums of `loads`, and the most that one of them has.
    private func cells(_ loads: [MessageLoad]) -> [Table.Cell] {
        let counts = [
            loads.map(\.messages).reduce(0, +), loads.map(\.parts).reduce(0, +), loads.compactMap(\.fullestMoment?.messages).max() ?? 0,
            loads.compactMap(\.fullestDay?.messages).max() ?? 0,
        ]
        return counts.map { Table.Cell("\($0)", $0 == 0 ? .faint : .plain) }
    }

    /// What is above the clinic's limits.
    private func warnings(on canvas: Canvas) -> [String] {
        let column = body.patients.map(\.patient.rawValue.count).max() ?? 0
        return body.patients.flatMap { patient in
            patient.load.warnings.flatMap { warning in
                let words = Paragraph.lines(warning, indent: 4 + column, first: 4 + column, width: canvas.width)
                return ["  \(canvas.painted(patient.patient.rawValue.padded(to: column), .strong))  \(words[0])"] + words.dropFirst()
            }
        }
    }

    private var reasons: Table {
        var table = Table(columns: [.init(), .init("", .right), .init(), .init("", .left, .shortened(least: 20))], indent: 2)
        for patient in body.patients {
            for reason in patient.reasons {
                table.rows.append([
                    .init(patient.patient.rawValue, .strong), .init("\(reason.count)"), .init(reason.state.rawValue, reason.state.tone),
                    .init(reason.words),
                ])
            }
        }
        return table
    }

    /// The emitted messages, each on its patient's own clock.
    private func said(_ emissions: [SimulationBody.EmittedReminder], on canvas: Canvas) -> [String] {
        let names = Dictionary(body.patients.map { ($0.patient, zones[$0.zone]) }, uniquingKeysWith: { one, _ in one })
        let column = emissions.compactMap { $0.patient?.rawValue.count }.max() ?? 0
        return emissions.flatMap { emission in
            let zone = emission.patient.flatMap { names[$0] } ?? zones[body.zone]
            let time = StaffTimeFormat(zone: zone, now: body.from).dated(emission.at)
            let name = (emission.patient?.rawValue ?? "").padded(to: column)
            let indent = 6 + time.count + column
            let words = Paragraph.lines(keepingBreaksOf: emission.message, indent: indent, width: canvas.width)
            return ["  \(time)  \(canvas.painted(name, .strong))  \(words[0])"] + words.dropFirst()
        }
    }
}
