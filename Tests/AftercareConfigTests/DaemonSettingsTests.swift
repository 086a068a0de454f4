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
              sign-messages: true
              messages: { moment: 2, day: 4 }
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
                        language: try Language(text: "de"), confirmsTreatments: true, signsMessages: true,
                        messageLimits: MessageLimits(perMoment: 2, perDay: 4)),
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
              sign-messages: always
              messages: { moment: 0, day: several, hour: 1 }
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
                "8:18: error: 'always' is not true or false", "9:23: error: '0' is no limit of messages; say 1 to 100",
                "9:31: error: 'several' is not a whole number, like 3",
                "9:40: error: unknown key 'hour' in 'messages'; known are moment, day",
                "10:12: error: unknown log-level 'loud' in this file; known are trace, debug, info, notice, warning, error, critical",
            ])
    }

    @Test(
        "say how many messages are not too many, each by itself",
        arguments: [
            ("{ moment: 1, day: 100 }", MessageLimits(perMoment: 1, perDay: 100)),
            ("{ moment: 100 }", MessageLimits(perMoment: 100, perDay: 5)), ("{ day: 1 }", MessageLimits(perMoment: 3, perDay: 1)),
            ("{}", .usual), ("", .usual),
        ] as [(String, MessageLimits)])
    func messageLimits(text: String, limits: MessageLimits) {
        #expect(read("clinic:\n  messages: \(text)\n").value?.clinic.messageLimits == limits)
    }

    @Test(
        "refuse what is no number of messages",
        arguments: [
            ("{ moment: 101 }", "2:23: error: '101' is no limit of messages; say 1 to 100"),
            ("{ day: -1 }", "2:20: error: '-1' is no limit of messages; say 1 to 100"),
            ("{ day: 1.5 }", "2:20: error: '1.5' is not a whole number, like 3"),
            ("3", "2:13: error: 'messages' in 'clinic' must be a group of keys with values, not a single value"),
        ])
    func noMessageLimits(text: String, headline: String) {
        let parsed = read("clinic:\n  messages: \(text)\n")
        #expect(parsed.value == nil)
        #expect(parsed.headlines == [headline])
    }

    @Test("sign messages only with a name that the clinic has given itself")
    func unnamed() {
        let nameless = read("clinic:\n  sign-messages: true\n")
        #expect(nameless.value == nil)
        #expect(
            nameless.headlines == [
                "2:18: error: there is no name to sign messages with; set 'name' too, or leave 'sign-messages' out"
            ])
        #expect(read("clinic: { sign-messages: false }\n").value?.clinic.signsMessages == false)
        #expect(read("clinic: { sign-messages: true, name: North }\n").value?.clinic.signsMessages == true)
        // A name that cannot be read has its own complaint.
        #expect(
            read("clinic: { sign-messages: true, name: [North] }\n").headlines
                == ["1:38: error: 'name' in 'clinic' must be a single value, not a list"])
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
