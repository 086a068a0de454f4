import Aftercare

/// What a plan or a patient still has to come, and what ending it would silence.
struct Unfinished {
    /// The sessions that are booked or under way, in order of time.
    let sessions: [Treatment]
    /// The labels of the instructions in force now.
    let scheduled: [String]

    /// `4 booked sessions will say nothing any more (T-0012 to T-0015).`
    var sentences: [String] {
        let all = [silenced, ending].compactMap(\.self)
        return all.isEmpty ? ["No session is booked, and no instruction holds now."] : all
    }

    private var silenced: String? {
        guard !sessions.isEmpty else { return nil }
        return "\(sessions.count.counted("booked session")) will say nothing any more (\(sessions.names))."
    }

    private var ending: String? {
        guard !scheduled.isEmpty else { return nil }
        let hold = scheduled.count == 1 ? "holds" : "hold"
        let more = scheduled.count > 4 ? " and \(scheduled.count - 3) more" : ""
        let labels = scheduled.prefix(more.isEmpty ? 4 : 3).joined(separator: ", ")
        return "\(scheduled.count.counted("instruction")) that \(hold) now will end (\(labels)\(more))."
    }
}

extension Service {
    /// - Parameter plan: the plan to look at; nil for all of the patient's plans.
    func unfinished(of patient: PatientID, under plan: PlanID? = nil) async throws -> Unfinished {
        let known: PatientDetails = try await get("patients/\(patient)")
        let status: PatientStatus = try await get("status/\(patient)")
        let sessions = known.treatments.filter { $0.status.isToCome && (plan == nil || $0.plan == plan) }
        var scheduled: [String] = []
        for window in status.windows where (plan == nil || window.plan == plan) && !scheduled.contains(window.label) {
            scheduled.append(window.label)
        }
        return Unfinished(sessions: sessions.inOrder, scheduled: scheduled)
    }
}
