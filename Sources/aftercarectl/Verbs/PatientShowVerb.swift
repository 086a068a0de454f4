import Aftercare
import ArgumentParser

struct PatientShowVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a patient with all plans and treatments.")

    @Argument(help: "The patient.", transform: name) var id: PatientID
    @Flag(help: "Plans and treatments that were entered in error, too.") var all = false
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Service.talk(global) { service in
            let body: PatientDetails = try await service.get("patients/\(id)")
            let clocks = Clocks(of: [body.patient], zones: .ofThisMachine(), now: .current)
            let sheet = PatientSheet(body: body, showsAll: all, clocks: clocks)
            try await global.output.show(body) { sheet.lines(on: $0).joined(separator: "\n") }
            if global.format == .table, sheet.hidden > 0 {
                let what = "\(sheet.hidden) entered in error \(sheet.hidden == 1 ? "is" : "are") not shown"
                try global.output.say("note: \(what); '--all' shows what was entered in error, too")
            }
        }
    }
}
