import Aftercare

/// A patient's preview, as a picture, as a list, or both; below, how many messages that makes.
struct PreviewSheet {
    let body: Preview
    let zone: Zone
    var showsPicture = true
    var showsList = true

    func lines(on canvas: Canvas) -> [String] {
        let clock = StaffTimeFormat(zone: zone, now: body.from)
        let header = [body.patient.rawValue, zone.name, clock.dated(body.from, until: body.through)].joined(separator: " · ")
        guard !body.windows.isEmpty || !body.entries.isEmpty else { return [header, "", "nothing is planned"] }
        let sections = [
            showsPicture ? PreviewPicture(body: body, clock: clock).lines(on: canvas) : nil,
            showsList ? PreviewList(body: body, clock: clock).lines(on: canvas) : nil,
        ]
        let load = body.load.lines(on: canvas)
        return [header] + (sections.compactMap(\.self) + (load.isEmpty ? [] : [load])).flatMap { [""] + $0 }
    }
}
