package import Aftercare

extension ClinicRequest {
    /// Reads a clinic file: patients, plans and treatments under their ids.
    ///
    /// Only the form is checked here; the values are checked where the clinic's state is known. The recorded positions
    /// use the paths of the request, such as `treatments.2.plan`, numbered in file order.
    package static func read(_ source: SourceText) -> Parsed<ClinicRequest> {
        let reading = Reading(source)
        guard let root = reading.root else { return reading.parsed(ClinicRequest()) }
        let file = root.block(["patients", "plans", "treatments"])
        let patients = file?["patients"]?.records("patient").map { $0.patient() }
        let plans = file?["plans"]?.records("plan").map { $0.plan() }
        let treatments = file?["treatments"]?.records("treatment").map { $0.treatment() }
        return reading.parsed(
            ClinicRequest(patients: patients ?? [], plans: plans ?? [], treatments: treatments ?? []))
    }
}

extension Entry {
    /// The entries of a section, each with its number as the path.
    fileprivate func records(_ what: String) -> [Entry] {
        let records = entries(what) { index, _ in "\(path).\(index)" } ?? []
        for record in records { reading.record(record.keyPosition, of: "\(record.path).id") }
        return records
    }

    // What cannot be read is left empty, so that the numbers in the paths match the file.

    fileprivate func patient() -> PatientRequest {
        guard let block = block(["zone", "language", "quiet-hours", "status", "name"]) else { return PatientRequest(id: key) }
        return PatientRequest(
            id: key, zone: block["zone"]?.text(), language: block["language"]?.text(),
            quietHours: block["quiet-hours"]?.text(as: "\(path).quietHours"), status: block["status"]?.text(),
            name: block["name"]?.text())
    }

    fileprivate func plan() -> PlanRequest {
        guard let block = block(["patient", "protocol", "compress", "without", "changes", "status"]) else {
            return PlanRequest(id: key, patient: "", protocol: "")
        }
        let patient = block.required("patient", like: "P-0001")?.text()
        let careProtocol = block.required("protocol", like: "exosome-injection")?.text()
        let without = block["without"].flatMap { $0.list() }?.compactMap { $0.text() }
        let changes = block["changes"]?.instructionChanges()
        let compress = block["compress"]?.text()
        let status = block["status"]?.text()
        return PlanRequest(
            id: key, patient: patient ?? "", protocol: careProtocol ?? "", compress: compress, without: without,
            changes: changes, status: status)
    }

    fileprivate func treatment() -> TreatmentRequest {
        let block = block([
            "patient", "plan", "route", "start", "duration", "end", "site", "product", "started", "ended", "every",
            "times",
        ])
        guard let block else { return TreatmentRequest(id: key, patient: "") }
        var request = TreatmentRequest(
            id: key, patient: block.required("patient", like: "P-0001")?.text() ?? "", plan: block["plan"]?.text(),
            route: block["route"]?.text(), start: block["start"]?.text(), duration: block["duration"]?.text(),
            end: block["end"]?.text(), site: block["site"]?.text(), started: block["started"]?.text(),
            ended: block["ended"]?.text(), every: block["every"]?.text(), times: block["times"]?.integer())
        guard let product = block["product"] else { return request }
        if product.isScalar {
            request.product = product.text()
        } else if let product = product.block(["name", "manufacturer", "lot"], named: "the product of \(within)") {
            request.product = product.required("name", like: "Example product")?.text(as: "\(path).product")
            request.manufacturer = product["manufacturer"]?.text(as: "\(path).manufacturer")
            request.lot = product["lot"]?.text(as: "\(path).lot")
        }
        return request
    }

    /// The text, with `path` recorded for problems instead of the path made of the file's keys.
    private func text(as path: String) -> String? {
        reading.record(position, of: path)
        return text()
    }
}
