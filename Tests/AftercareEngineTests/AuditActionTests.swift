import Aftercare
import Testing

@testable import AftercareEngine

@Suite struct AuditActionTests {
    @Test func `An action keeps the word by which stores know it`() {
        #expect(
            AuditAction.allCases.map(\.rawValue) == [
                "patient.create", "patient.change", "patient.erase", "patient.entered-in-error",
                "plan.create", "plan.change", "plan.entered-in-error",
                "treatment.create", "treatment.change", "treatment.move", "treatment.complete", "treatment.cancel", "treatment.reopen",
                "treatment.entered-in-error",
                "reaction.report", "reaction.clear", "reaction.entered-in-error",
                "reminder.acknowledged", "reminder.snoozed", "reminder.declined", "reminder.entered-in-error",
                "store.backup", "store.promote",
            ])
    }

    @Test(arguments: Response.Answer.Kind.allCases)
    func `An answer is booked under its own name`(_ answer: Response.Answer.Kind) {
        #expect(AuditAction(answer).rawValue == "reminder.\(answer.rawValue)")
    }
}
