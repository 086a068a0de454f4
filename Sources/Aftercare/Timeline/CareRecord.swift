package import Foundation

/// All that is known of one patient's aftercare: what the timeline is computed from.
package struct CareRecord: Sendable {
    /// The id of the store it lies in; part of every occurrence's identity.
    package let store: UUID
    package let patient: Patient
    package let zone: Zone
    package let courses: [Course]
    package let treatments: [Treatment]

    package init(store: UUID, patient: Patient, zone: Zone, courses: [Course], treatments: [Treatment]) {
        self.store = store
        self.patient = patient
        self.zone = zone
        self.courses = courses
        self.treatments = treatments
    }

    package func course(_ plan: PlanID) -> Course? { courses.first { $0.plan.id == plan } }

    package func instruction(of window: Window) -> Instruction? {
        course(window.plan)?.careProtocol.instruction(window.instruction)
    }

    /// A short name for what holds in `window`, in `language` where the protocol has it.
    package func label(of window: Window, in language: Language) -> String {
        guard let course = course(window.plan), let instruction = course.careProtocol.instruction(window.instruction)
        else { return window.instruction.rawValue }
        return course.careProtocol.label(of: instruction, plan: course.plan, language: language)
    }
}

/// A plan together with the version of the protocol that it is pinned to.
package struct Course: Hashable, Sendable {
    package let plan: Plan
    package let careProtocol: CareProtocol

    package init(plan: Plan, careProtocol: CareProtocol) {
        self.plan = plan
        self.careProtocol = careProtocol
    }
}
