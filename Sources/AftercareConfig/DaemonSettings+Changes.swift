import Aftercare

extension DaemonSettings {
    /// The settings that differ in `new`, in the order of the file.
    package func changes(to new: DaemonSettings) -> [SettingChange] {
        func change<Value: Equatable>(
            _ name: String, _ setting: (DaemonSettings) -> Value, _ text: (Value) -> String
        ) -> [SettingChange] {
            let (before, after) = (setting(self), setting(new))
            guard before != after else { return [] }
            return [SettingChange(name: name, old: text(before), new: text(after))]
        }
        let quoted = { (text: String) in "'\(text)'" }
        let clinic =
            change("clinic.name", \.clinic.name, quoted) + change("clinic.contact", \.clinic.contact, quoted)
            + change("clinic.contact-monitored", \.clinic.isContactMonitored, String.init)
            + change("clinic.zone", \.clinic.zone) { $0 }
            + change("clinic.language", \.clinic.language) { $0.tag }
            + change("clinic.quiet-hours", \.clinic.quietHours) { $0?.text ?? "none" }
            + change("clinic.confirm-treatments", \.clinic.confirmsTreatments, String.init)
        let messages =
            change("clinic.sign-messages", \.clinic.signsMessages, String.init)
            + change("clinic.messages.moment", \.clinic.messageLimits.perMoment) { "\($0)" }
            + change("clinic.messages.day", \.clinic.messageLimits.perDay) { "\($0)" }
        return clinic + messages + change("store.keep-free", \.keepFree) { $0.text }
            + change("viewers.names", \.hidesPersons) { $0 ? NameVisibility.hidden.rawValue : NameVisibility.shown.rawValue }
            + change("journals", \.journals) { $0.isEmpty ? "none" : $0.joined(separator: ", ") }
            + change("log-level", \.logLevel) { $0.rawValue }
    }
}
