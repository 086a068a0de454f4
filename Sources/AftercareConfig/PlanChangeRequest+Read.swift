package import Aftercare

extension PlanChangeRequest {
    /// Reads a file that says what one plan does otherwise: `instructions:`, worded as in a protocol's file, with
    /// as much of each as is to be changed.
    ///
    /// Here only the form is checked; the changes are weighed where the plan is known. Its places know the paths
    /// of the request: `changes.ice.window`.
    package static func read(_ source: SourceText) -> Parsed<PlanChangeRequest> {
        let reading = Reading(source)
        guard let root = reading.root else {
            if reading.isEmpty {
                reading.complain("this file is empty; what a plan does otherwise stands below 'instructions:'", at: nil)
            }
            return reading.parsed(nil)
        }
        let file = root.block(["instructions"])
        let changes = file?.required("instructions", like: "{ no-alcohol: … }")?.instructionChanges(at: "changes")
        return reading.parsed(PlanChangeRequest(changes: changes ?? []))
    }
}
