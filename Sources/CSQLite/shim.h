// What Swift cannot call of SQLite by itself: functions that take any number of arguments.
struct sqlite3;
int sqlite3_db_config(struct sqlite3 *, int, ...);

// Closing leaves the write-ahead log as it is. Returns an SQLite result code.
static inline int aftercare_keep_log_on_close(struct sqlite3 *db) {
    // SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE
    return sqlite3_db_config(db, 1006, 1, (int *)0);
}
