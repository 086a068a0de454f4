/// The data that remains of a patient after erasure on request: it no longer shows who that was, and no message is ever
/// sent again, not even that something no longer holds.
package struct Erasure: Hashable, Sendable {
    /// Under the pseudonym.
    package let patient: Patient
    package let plans: [Plan]
    package let treatments: [Treatment]

    /// - Parameters:
    ///   - pseudonym: has no trace of the id that it replaces.
    ///   - language: the clinic's.
    package init(
        plans: [Plan], treatments: [Treatment], as pseudonym: PatientID, language: Language, now: Instant
    ) {
        patient = Patient(
            id: pseudonym, zone: "UTC", language: language, quietHours: nil, history: History(.inactive), name: nil)
        self.plans = plans.map { $0.erased(as: pseudonym, at: now) }
        self.treatments = treatments.map { $0.erased(as: pseudonym) }
    }

    /// Says what was kept, and what cannot be erased from here.
    ///
    /// - Parameters:
    ///   - id: the patient's id until now.
    ///   - reminders: the number of the patient's reminders in the ledger.
    package func notes(on id: PatientID, reminders: Int) -> [String] {
        [
            "'\(id)' is '\(patient.id)' from now on; kept for the audit are the ids, numbers, states, times and receipts of \(reminders.counted("reminder")), the times of \(treatments.count.counted("treatment")), and who changed what when",
            "the journal's records still bear '\(id)': journald cannot delete single records; they go with its rotation, or with all others of their age by 'journalctl --namespace=aftercare --rotate --vacuum-time=…'",
            "backups that were made before still hold everything, and files that state '\(id)' would enter the patient anew; delete the ones and edit the others",
        ]
    }

    /// - Parameter files: older stores beside this one, set aside when backups were restored.
    package static func note(onOlderStores files: [String]) -> String {
        "stores that were set aside are not touched: \(files.joined(separator: ", ")); remove them with 'rm'"
    }
}

extension Plan {
    fileprivate func erased(as patient: PatientID, at now: Instant) -> Plan {
        var erased = self
        erased.patient = patient
        if !status.isFinal { erased.history = history.changed(to: .revoked, at: now) }
        erased.modalities = [:]
        erased.switchedOff = []
        erased.changes = []
        return erased
    }
}

extension Treatment {
    /// A session that was only booked is cancelled; the times of the others remain known.
    fileprivate func erased(as patient: PatientID) -> Treatment {
        var erased = self
        erased.patient = patient
        erased.site = nil
        erased.product = nil
        if status == .booked { erased.status = .cancelled }
        return erased
    }
}

extension Problem {
    package static func unknown(toErase id: PatientID) -> Problem {
        Problem(
            .unknownPatient, at: "",
            "unknown patient '\(id)'; run 'aftercarectl patient list', where one that was erased stands under its pseudonym")
    }

    package static func erased(_ id: PatientID, at instant: Instant) -> Problem {
        Problem(
            .alreadyFinished, at: "",
            "the data of '\(id)' was erased on request on \(instant.text.prefix(10)), and nothing of it can change any more; 'aftercarectl patient add' enters a patient anew"
        )
    }
}
