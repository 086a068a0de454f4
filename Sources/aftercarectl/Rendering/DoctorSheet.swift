import Aftercare

/// The doctor's findings: what needs fixing first, then what is well.
struct DoctorSheet {
    let diagnosis: Diagnosis

    func lines(on canvas: Canvas) -> [String] {
        let wrong = diagnosis.findings.filter { $0.state == .wrong }
        return wrong.flatMap { troubles($0, on: canvas) } + rest(canvas) + [verdict(wrong.count, on: canvas)]
    }

    private func troubles(_ finding: Diagnosis.Finding, on canvas: Canvas) -> [String] {
        let name = finding.subject.words.uppercased()
        var facts = Facts()
        facts.add("why", finding.why)
        facts.add("mend", finding.mend)
        return [canvas.painted(name, .bad)] + Paragraph.block(finding.what, indent: 2, width: canvas.width) + facts.lines(on: canvas)
            + [""]
    }

    private func rest(_ canvas: Canvas) -> [String] {
        var facts = Facts()
        facts.indent = 0
        for finding in diagnosis.findings where finding.state != .wrong { facts.add(finding.subject.words, finding.what) }
        return facts.lines(on: canvas)
    }

    private func verdict(_ wrong: Int, on canvas: Canvas) -> String {
        let unknown = diagnosis.findings.count { $0.state == .unknown }
        let rest = unknown == 0 ? "" : "; \(unknown.counted("thing")) could not be looked at"
        return wrong == 0
            ? canvas.painted("all well", .good) + rest : canvas.painted("\(wrong.counted("thing")) to mend", .bad) + rest
    }
}

extension Diagnosis.Subject {
    var words: String {
        switch self {
        case .service, .delivery, .journal, .receipts, .writers, .clock, .zones, .store, .space, .machines, .backup: rawValue
        case .rateLimit: "rate limit"
        case .serviceRights: "its rights"
        case .yourRights: "your rights"
        }
    }
}
