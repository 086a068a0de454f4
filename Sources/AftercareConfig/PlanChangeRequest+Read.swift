package import Aftercare

extension PlanChangeRequest {
    /// Reads a file of the changes that one plan makes to its protocol: `instructions:`, as in a protocol file, but
    /// with only those values that change.
    ///
    /// Only the form is checked here; the changes are checked where the plan is known. The recorded positions use the
    /// paths of the request, such as `changes.ice.window`.
    package static func read(_ source: SourceText) -> Parsed<PlanChangeRequest> {
        let reading = Reading(source)
        guard let root = reading.root else {
            if reading.isEmpty {
                reading.report("this file is empty; what a plan does otherwise stands below 'instructions:'", at: nil)
            }
            return reading.parsed(nil)
        }
        let file = root.block(["instructions"])
        let changes = file?.required("instructions", like: "{ no-alcohol: … }")?.instructionChanges(at: "changes")
        return reading.parsed(PlanChangeRequest(changes: changes ?? []))
    }
}
