import Testing

/// The installed software on a real systemd, journald included.
///
/// Each suite in here boots a machine of its own; one after the other, since a machine is heavy. A missing tool
/// or a missing release fails the tests, it never skips them.
@Suite(.serialized, .timeLimit(.minutes(15)))
enum SystemTests {}
