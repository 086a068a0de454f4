/// A setting that differs from its previous value after a reload.
package struct SettingChange: Equatable, Sendable, CustomStringConvertible {
    /// Its name in the file, with its section: `clinic.contact`.
    package let name: String
    package let old: String
    package let new: String

    package var description: String { "\(name): \(old) → \(new)" }
}
