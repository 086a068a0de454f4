import Aftercare
import GRDB

struct TreatmentRow: FetchableRecord, TableRecord {
    static let databaseTableName = "knownTreatment"

    let id, patient, plan, route: String
    let site, product, manufacturer, lot: String?
    let status: String
    let plannedStart, plannedEnd: Int64
    let actualStart, actualEnd: Int64?
    let series: String?
    let timingRevision: Int
    let timesKnownAt: Int64

    /// By name: a coder takes several times as long, and every evaluation reads some.
    init(row: Row) throws {
        id = try row.decode(forColumn: "id")
        patient = try row.decode(forColumn: "patient")
        plan = try row.decode(forColumn: "plan")
        route = try row.decode(forColumn: "route")
        site = try row.decode(forColumn: "site")
        product = try row.decode(forColumn: "product")
        manufacturer = try row.decode(forColumn: "manufacturer")
        lot = try row.decode(forColumn: "lot")
        status = try row.decode(forColumn: "status")
        plannedStart = try row.decode(forColumn: "plannedStart")
        plannedEnd = try row.decode(forColumn: "plannedEnd")
        actualStart = try row.decode(forColumn: "actualStart")
        actualEnd = try row.decode(forColumn: "actualEnd")
        series = try row.decode(forColumn: "series")
        timingRevision = try row.decode(forColumn: "timingRevision")
        timesKnownAt = try row.decode(forColumn: "timesKnownAt")
    }

    init(_ treatment: Treatment) {
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
    }

    func treatment() throws -> Treatment {
        Treatment(
            id: try TreatmentID(id).orDamaged("treatment id"), patient: try PatientID(patient).orDamaged("patient id"),
            plan: try PlanID(plan).orDamaged("plan id"), route: try Route(rawValue: route).orDamaged("route"), site: site,
            product: product.map { Product(name: $0, manufacturer: manufacturer, lot: lot) },
            status: try Treatment.Status(rawValue: status).orDamaged("treatment status"),
            plannedStart: Instant(seconds: plannedStart), plannedEnd: Instant(seconds: plannedEnd),
            actualStart: actualStart.map(Instant.init(seconds:)), actualEnd: actualEnd.map(Instant.init(seconds:)),
            series: try series.map { try TreatmentID($0).orDamaged("series") }, timingRevision: timingRevision,
            timesKnownAt: Instant(seconds: timesKnownAt))
    }
}
