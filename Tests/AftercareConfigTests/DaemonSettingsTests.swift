import Foundation
import Testing

@testable import Aftercare
@testable import AftercareConfig

@Suite("The daemon's settings")
struct DaemonSettingsTests {
    private func read(_ text: String) -> Parsed<DaemonSettings> {
        DaemonSettings.read(SourceText(name: "aftercared.yaml", text: text), machineZone: "Asia/Kathmandu") {
            $0 == "Europe/Berlin"
        }
    }

    @Test("have a default for everything", arguments: ["", "# nothing\n", "clinic:\nstore:\n"])
    func defaults(text: String) throws {
        let settings = try #require(read(text).value)

        #expect(
            settings
                == DaemonSettings(
                    clinic: Clinic(
                        name: "the clinic", contact: "your clinic", isContactMonitored: false, quietHours: nil,
                        zone: "Asia/Kathmandu", language: .english),
                    logLevel: .info))
    }

    @Test("are what the file says")
    func whole() throws {
        let parsed = read(
            """
            clinic:
              name: Example Clinic
              contact: +49 30 1234567
              contact-monitored: yes
              zone: Europe/Berlin
              language: de
              quiet-hours: 21:00-08:00
              confirm-treatments: true
            viewers: { names: hidden }
            log-level: debug
            """)

        #expect(parsed.report == "")
        #expect(
            parsed.value
                == DaemonSettings(
                    clinic: Clinic(
                        name: "Example Clinic", contact: "+49 30 1234567", isContactMonitored: true,
                        quietHours: try QuietHours(text: "21:00-08:00"), zone: "Europe/Berlin",
                        language: try Language(text: "de"), confirmsTreatments: true),
                    logLevel: .debug, hidesPersons: true))
    }

    @Test("are refused all at once, each at its place")
    func mistakes() {
        let parsed = read(
            """
            clinic:
              contact-monitored: maybe
              zone: Europe/Berlln
              language: German
              quiet-hours: 21 to 8
              nmae: Example
              confirm-treatments: sometimes
            log-level: loud
            """)

        #expect(parsed.value == nil)
        #expect(
            parsed.headlines == [
                "2:22: error: 'maybe' is not true or false",
                "3:9: error: unknown time zone 'Europe/Berlln'; use a name of the zone database, like Europe/Berlin ('timedatectl list-timezones')",
                "4:13: error: 'German' is not a language tag, like en, de or pt-BR",
                "5:16: error: '21 to 8' is not quiet hours from one time to another, like 21:00-08:00; where there are none, say none",
                "6:3: error: unknown key 'nmae' in 'clinic'; did you mean 'name'?",
                "7:23: error: 'sometimes' is not true or false",
                "8:12: error: unknown log-level 'loud' in this file; known are trace, debug, info, notice, warning, error, critical",
            ])
    }

    @Test("bound how the clinic is reached by its bytes too, since it is filled into sentences")
    func contact() {
        let longest = String(repeating: "電", count: 133)
        #expect(read("clinic: { name: \(longest)電, contact: \(longest) }\n").value?.clinic.contact == longest)
        #expect(
            read("clinic: { contact: \(longest)電 }\n").headlines
                == ["1:20: error: 'contact' in 'clinic' takes 402 bytes, and 400 are the most; shorten it"])
    }

    @Test("say how much is to stay free on the disk", arguments: [("64M", 64 << 20), ("2g", 2 << 30), ("4096", 4096), ("0", 0)])
    func keepFree(text: String, bytes: Int64) throws {
        #expect(read("store: { keep-free: \(text) }\n").value?.keepFree == ByteCount(bytes))
        #expect(read("").value?.keepFree == .mebibytes(64))
    }

    @Test("refuse what is no amount of storage", arguments: ["much", "-1", "1.5G", "M", "64 MB", "9999999999T"])
    func noAmount(text: String) {
        let parsed = read("store:\n  keep-free: \(text)\n")
        #expect(parsed.value == nil)
        #expect(
            parsed.diagnostics.map(\.description.localizedLowercase).first?.contains("is not an amount of storage, like 64m or 1g") == true,
            "\(parsed.diagnostics)")
    }
}
