import Aftercare
import GRDB

struct TreatmentRow: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "treatment"

    let id, patient, plan, route: String
    let site, product, manufacturer, lot: String?
    let status: String
    let plannedStart, plannedEnd: Int64
    let actualStart, actualEnd: Int64?
    let series: String?
    let timingRevision: Int
    let timesKnownAt: Int64
    let isOver: Bool

    init(_ treatment: Treatment, isOver: Bool) {
        id = treatment.id.rawValue
        patient = treatment.patient.rawValue
        plan = treatment.plan.rawValue
        route = treatment.route.rawValue
        site = treatment.site
        product = treatment.product?.name
        manufacturer = treatment.product?.manufacturer
        lot = treatment.product?.lot
        status = treatment.status.rawValue
        plannedStart = treatment.plannedStart.seconds
        plannedEnd = treatment.plannedEnd.seconds
        actualStart = treatment.actualStart?.seconds
        actualEnd = treatment.actualEnd?.seconds
        series = treatment.series?.rawValue
        timingRevision = treatment.timingRevision
        timesKnownAt = treatment.timesKnownAt.seconds
        self.isOver = isOver
    }

    func treatment() throws -> Treatment {
        Treatment(
            id: try decoded(TreatmentID(id), "treatment id"), patient: try decoded(PatientID(patient), "patient id"),
            plan: try decoded(PlanID(plan), "plan id"), route: try decoded(Route(rawValue: route), "route"), site: site,
            product: product.map { Product(name: $0, manufacturer: manufacturer, lot: lot) },
            status: try decoded(Treatment.Status(rawValue: status), "treatment status"),
            plannedStart: Instant(seconds: plannedStart), plannedEnd: Instant(seconds: plannedEnd),
            actualStart: actualStart.map(Instant.init(seconds:)), actualEnd: actualEnd.map(Instant.init(seconds:)),
            series: try series.map { try decoded(TreatmentID($0), "series") }, timingRevision: timingRevision,
            timesKnownAt: Instant(seconds: timesKnownAt))
    }
}
