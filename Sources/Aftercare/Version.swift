/// The version of this source, and so of the daemon and the command built from it. The Makefile and the package read it
/// here.
package enum Version {
    package static let current = "0.1.0"
}
