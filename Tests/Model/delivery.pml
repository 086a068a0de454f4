/*
 * The delivery protocol: two machines, one store at a time, three reminders, and everything that can go wrong
 * between "due" and "settled". Sources/ARCHITECTURE.md, "The model", says which code each step stands for.
 *
 * 'Tests/Model/run' checks it, and takes out each protection in turn (-DNAME): each must then be missed.
 *
 * Bounds, and why they are enough to show something:
 *   3 reminders    two that exchange their numbers, and one that comes later; 2 where there are two faults or two
 *                  machines, since three take more than ten minutes there
 *   2 machines     who wrote before, and who writes now
 *   FAULTS faults  kill -9, power cut, a dropped record, a dead journald, in any order and number up to that
 *   1 backup, used once: restored where it was taken, or on the other machine; 1 move to the other machine
 *   3 epochs       the first, the restored backup's, the other machine's
 *   13 numbers, 6 records a machine, 3 in a socket: never reached (asserted)
 *
 * Left out: usefulness and what a look decides (what is due is said, but where CAN_MISS lets the first be missed);
 * clocks that disagree between machines; disks that lie about fsync, damaged files and rotation (the receipts that are
 * looked up again after a power cut are for those); a failed fsync (the state 'seen', which a restart treats like 'sending'); edits after a backup;
 * forgers; a third machine, and the way back; a journal that shows up after a fence that failed, faults after it, and
 * a restored backup beside it. Attempts are not counted: only the mark is.
 *
 * Steps between which a crash leaves nothing behind are one step, so that all states can be visited: a look, the fsync of
 * what it found and the commit (a power cut may spare what is not synced, so the fsync alone changes nothing); the commit
 * of a decision and its sending ('kill -9 before it is sent' is a fault of its own).
 */

#ifndef FAULTS
#define FAULTS 2
#endif

/* What the world may do in this run. */
#ifndef CAN_FENCE
#define CAN_FENCE 1
#endif
#ifndef CAN_FAIL
#define CAN_FAIL 1
#endif
#ifndef CAN_RESTORE
#define CAN_RESTORE 1
#endif

#ifndef CAN_MISS
#define CAN_MISS 0   /* the first reminder may be of no use any more, before it is said */
#endif
#ifndef A_READS
#define A_READS 0    /* A reads what a collector has, as it must to learn of B */
#endif

#define A 0
#define B 1
#define BACKUP 2  /* a store that nobody runs */

#ifndef REMINDERS
#define REMINDERS 3
#endif
#define SLOTS 6
#define LIMIT 14  /* of numbers */
#define PLACES 12 /* of both machines */

/* States of a ledger's row. */
#define UNDECIDED 0
#define SENDING 1
#define SETTLED 2
#define PARKED 3   /* sent under a former epoch, and nobody can tell what became of it */
#define DOUBTED 4  /* due before this epoch, and perhaps said after the backup was taken */
#define MISSED 5

/* Where a service stands. */
#define DOWN 0
#define MARKED 1      /* has sent a barrier, and waits for it */
#define UNCOMMITTED 2 /* only with SEND_BEFORE_COMMIT */
#define WAITS 3       /* for what it has sent */
#define IDLE 4
#define SUPERSEDED 5  /* stopped for good */

/* A record: reminder, number, epoch, mark of uncertainty. */
#define RECORD(r, n, e, u) ((r) | ((n) << 2) | ((e) << 6) | ((u) << 8))
#define REMINDER(x) ((x) & 3)
#define NUMBER(x) (((x) >> 2) & 15)
#define EPOCH(x) (((x) >> 6) & 3)
#define IS_UNCERTAIN(x) ((x) >> 8)
#define WITHOUT_MARK(x) ((x) & 255)

/* What is known of a place in a journal. */
#define IN_JOURNAL 1
#define ON_DISK 2
#define COLLECTED 4

/* What B can read of A's own files. */
#define NOTHING 0
#define COPY 1   /* made while A was running */
#define FILES 2  /* the files themselves */

typedef Store {
    byte state[3];
    byte number[3];
    byte epochOf[3];
    byte marked;    /* bit r: r may have been said, so its next record bears 'uncertain' */
    byte otherBoot; /* bit r: r was sent on a boot that is over; bit 3: so was all that this store knows of */
    byte elsewhere; /* bit r: its record was not found in its writer's own journal by its writer */
    byte highest;   /* of all numbers that are known to be given */
    short free;     /* bit n: n was given back, and is given again */
    byte epoch;
    byte writer;
    byte owes;      /* 1: this is a restored backup; 2: its epoch has begun, its doubts have not been written down */
    byte dueThen;   /* so many were due when that epoch began */
    byte dueAtBackup;
}

#ifdef SEND_BEFORE_COMMIT
Store store[5];     /* 3 + machine: what is committed, while something is not */
bool isUncommitted[2];
#else
Store store[3];
#endif
bool isThere[2];    /* a store */
bool isOn[2];
byte pc[2];
bool owesMemory[2]; /* lost with the process */
bool hasNews[2];    /* something can be read that could not be read before */
short queue[6];      /* the sockets, three places each, first in first out */
byte queued[2];

/* The journals, in the order of writing. What was lost keeps its place. */
short record[PLACES];
byte flags[PLACES];
byte count[2];
byte behind[SLOTS]; /* of B's records: so many of A's were written before */

byte view = NOTHING;
byte copied;          /* so many of A's records are in the copy */
bool readsCollected;  /* B does; see A_READS */

byte due;
byte faults = FAULTS;
bool hasBackup;
bool isRestored;
bool hasMoved;
bool hasFenceFailed;
byte restoredEpochs;  /* bits; they stand in the writers' table */
bool isPromoted;
bool isCopyBelieved;  /* a copy that held the newest receipts was believed to be complete */

/* Scratch, never kept from one step to the next. */
#ifdef DOUBT_NOT_DURABLE
bool doubts[2];
#endif

hidden byte i, ii, j, k, r, best;
hidden short x, y;
hidden byte yes, isOther, sent;

#define AT(m, i) ((m) * SLOTS + (i))
#define BIT(n) (1 << (n))

/* ---------------------------------------------------------------- looking */

/* Can m read place k of machine w's journal? */
#ifdef NO_WRITERS
#define READS_OWN(m, w, k) ((m) == (w) && (flags[AT(w, k)] & IN_JOURNAL))
#define READS(m, w, k) READS_OWN(m, w, k)
#else
#define READS_OWN(m, w, k) \
    ((flags[AT(w, k)] & IN_JOURNAL) && ((m) == (w) || ((m) == B && (view == FILES || (view == COPY && (k) < copied)))))
#define READS(m, w, k) \
    (READS_OWN(m, w, k) || ((flags[AT(w, k)] & COLLECTED) && (((m) == A && A_READS) || ((m) == B && readsCollected))))
#endif

#ifdef NO_WRITERS
#define IS_OWN(m, q) true
#else
#define IS_OWN(m, q) (store[m].epochOf[q] == store[m].epoch || m == A)
#endif

/* yes, and y: the newest record of reminder q that m can read. */
inline find(m, q) {
    yes = false; y = 0; i = 0;
    do
    :: i < 2 ->
        j = 0;
        do
        :: j < count[i] ->
            if
            :: flags[AT(i, j)] && REMINDER(record[AT(i, j)]) == q && READS(m, i, j) -> yes = true; y = record[AT(i, j)]
            :: else
            fi;
            j++
        :: else -> break
        od;
        i++
    :: else -> break
    od
}

/* best: the highest epoch of any record that m can read. */
inline findEpoch(m) {
    best = 0; i = 0;
    do
    :: i < 2 ->
        j = 0;
        do
        :: j < count[i] ->
            if
            :: flags[AT(i, j)] && READS(m, i, j) && EPOCH(record[AT(i, j)]) > best -> best = EPOCH(record[AT(i, j)])
            :: else
            fi;
            j++
        :: else -> break
        od;
        i++
    :: else -> break
    od
}

#ifdef ANY_RECEIPT
#define COUNTS(r) true
#else
#define COUNTS(r) !(store[B].elsewhere & BIT(r))
#endif

/* yes: what is not in A's own files, as B reads them, was never said. They must hold the newest record that A itself wrote
   a receipt for. What was found elsewhere does not count: a collector may have it, and A's disk have lost it. */
inline provesAbsence() {
    best = 0; r = 0; x = 0;
    do
    :: r < REMINDERS ->
        if
        :: store[B].state[r] == SETTLED && store[B].epochOf[r] < store[B].epoch && store[B].number[r] > best && COUNTS(r) ->
            best = store[B].number[r]; x = RECORD(r, best, store[B].epochOf[r], 0)
        :: else
        fi;
        r++
    :: else -> break
    od;
    yes = (best == 0); j = 0;
    do
    :: j < count[A] ->
        if
        :: best && READS_OWN(B, A, j) && WITHOUT_MARK(record[AT(A, j)]) == x -> yes = true
        :: else
        fi;
        j++
    :: else -> break
    od;
    isCopyBelieved = isCopyBelieved || (yes && view == COPY);
#ifdef ANY_COPY
    yes = true;
#endif
    yes = yes && view != NOTHING;
#ifdef COLLECTED_PROVES_ABSENCE
    yes = yes || readsCollected;
#endif
}

inline sync(m) {
    j = 0;
    do
    :: j < count[m] ->
        if
        :: flags[AT(m, j)] & IN_JOURNAL -> flags[AT(m, j)] = flags[AT(m, j)] | ON_DISK
        :: else
        fi;
        j++
    :: else -> break
    od
}

/* ------------------------------------------------------------ the ledger */

inline settle(m, q, rec) {
    store[m].state[q] = SETTLED;
    store[m].number[q] = NUMBER(rec);
    store[m].epochOf[q] = EPOCH(rec);
    store[m].marked = store[m].marked & ~BIT(q);
    store[m].elsewhere = store[m].elsewhere | BIT(q);
    ii = 0;
    do
    :: ii < count[m] ->
        if
        :: (flags[AT(m, ii)] & IN_JOURNAL) && record[AT(m, ii)] == rec -> store[m].elsewhere = store[m].elsewhere & ~BIT(q)
        :: else
        fi;
        ii++
    :: else -> break
    od
}

inline raise(m, n) {
    if
    :: n > store[m].highest -> store[m].highest = n
    :: else
    fi;
    store[m].free = store[m].free & ~BIT(n)
}

/* It is not in the journal: it is decided anew. Proven only on the boot on which it was sent: on another, journald may
   have shown it, and an uploader taken it along, before the power took it from the disk. */
inline withdraw(m, q) {
    store[m].state[q] = UNDECIDED;
    if
#ifdef PROVEN_ACROSS_BOOTS
    :: false -> skip
    :: else ->
#else
    :: store[m].otherBoot & BIT(q) ->
        store[m].marked = store[m].marked | BIT(q);
#ifdef BURNT_GIVEN_AGAIN
        store[m].free = store[m].free | BIT(store[m].number[q])
#endif
    :: else ->
#endif
#ifdef MARK_FORGOTTEN
        store[m].marked = store[m].marked & ~BIT(q);
#endif
        if
        :: store[m].epochOf[q] == store[m].epoch -> store[m].free = store[m].free | BIT(store[m].number[q])
        :: else
        fi
    fi;
    store[m].number[q] = 0;
    store[m].epochOf[q] = 0
}

inline clear(s) {
    r = 0;
    do
    :: r < REMINDERS -> store[s].state[r] = 0; store[s].number[r] = 0; store[s].epochOf[r] = 0; r++
    :: else -> break
    od;
    store[s].marked = 0; store[s].elsewhere = 0; store[s].otherBoot = 0; store[s].highest = 0; store[s].free = 0; store[s].epoch = 0;
    store[s].writer = 0; store[s].owes = 0; store[s].dueThen = 0; store[s].dueAtBackup = 0
}

inline copyStore(to, from) {
    r = 0;
    do
    :: r < REMINDERS ->
        store[to].state[r] = store[from].state[r];
        store[to].number[r] = store[from].number[r];
        store[to].epochOf[r] = store[from].epochOf[r];
        r++
    :: else -> break
    od;
    store[to].marked = store[from].marked; store[to].elsewhere = store[from].elsewhere; store[to].otherBoot = store[from].otherBoot;
    store[to].highest = store[from].highest; store[to].free = store[from].free;
    store[to].epoch = store[from].epoch; store[to].writer = store[from].writer;
    store[to].owes = store[from].owes; store[to].dueThen = store[from].dueThen;
    store[to].dueAtBackup = store[from].dueAtBackup
}

inline forget(m) {
#ifdef SEND_BEFORE_COMMIT
    if
    :: isUncommitted[m] -> isUncommitted[m] = false; copyStore(m, 3 + m); clear(3 + m)
    :: else
    fi;
#endif
#ifdef DOUBT_NOT_DURABLE
    doubts[m] = false;
#endif
    owesMemory[m] = false; hasNews[m] = false;
    pc[m] = (pc[m] == SUPERSEDED -> SUPERSEDED : DOWN);
    skip
}

/* ------------------------------------------------------------ the service */

/* One transaction: who writes now, and what that leaves to be found out. */
inline begin(m) {
    findEpoch(m);
    if
#ifndef NO_SUPERSEDED
#ifndef NO_EPOCH
    :: store[m].writer == m && store[m].owes != 1 && best > store[m].epoch ->
        pc[m] = SUPERSEDED;
        printf("%c: sees a record of a higher epoch, and stops for good\n", 65 + m)
#endif
#endif
    :: else ->
        if
#ifdef RESTORED_KEEPS_EPOCH
        :: store[m].writer != m ->
#else
        :: store[m].writer != m || store[m].owes == 1 ->
#endif
            if
            :: store[m].writer != m -> store[m].otherBoot = 15
            :: else
            fi;
            store[m].writer = m;
#ifndef NO_EPOCH
            if
            :: best > store[m].epoch -> store[m].epoch = best + 1
            :: else -> store[m].epoch = store[m].epoch + 1
            fi;
            assert(store[m].epoch <= 3);
#endif
            if
            :: store[m].owes == 1 -> restoredEpochs = restoredEpochs | BIT(m * 4 + store[m].epoch)
            :: else
            fi
        :: else
        fi;
        if
        :: store[m].owes == 1 -> store[m].owes = 2; store[m].dueThen = due
        :: else
        fi;
        owesMemory[m] = true; hasNews[m] = true;
#ifdef DOUBT_NOT_DURABLE
        doubts[m] = (store[m].owes == 2); store[m].owes = 0;
#endif
        printf("%c: starts, epoch %d\n", 65 + m, store[m].epoch);
#ifdef MEMORY_WITHOUT_BARRIER
        remember(m);
#endif
        pc[m] = MARKED
    fi
}

#ifdef KNOWN_BY_NUMBER
#define IS_ASKED_FOR(m, x) (NUMBER(x) > best || (store[m].free & BIT(NUMBER(x))))
#else
#define IS_ASKED_FOR(m, x) true
#endif

/* Adopts what the store does not know, and writes down what a restored backup leaves in doubt. One transaction. */
inline remember(m) {
#ifndef ADOPT_WITHOUT_SYNC
    sync(m);
#endif
    best = store[m].highest;
    i = 0;
    do
    :: i < 2 ->
        j = 0;
        do
        :: j < count[i] ->
            if
            :: flags[AT(i, j)] && READS(m, i, j) ->
                x = record[AT(i, j)];
                r = REMINDER(x);
                yes = IS_ASKED_FOR(m, x);
                if
                :: yes -> raise(m, NUMBER(x))
                :: else
                fi;
                if
                :: yes && store[m].state[r] != SENDING && store[m].state[r] != SETTLED ->
                    printf("%c: adopts %d, number %d of epoch %d\n", 65 + m, r, NUMBER(x), EPOCH(x));
                    settle(m, r, x)
                :: else
                fi
            :: else
            fi;
            j++
        :: else -> break
        od;
        i++
    :: else -> break
    od;
    if
#ifdef DOUBT_NOT_DURABLE
    :: doubts[m] ->
        doubts[m] = false;
#else
    :: store[m].owes == 2 ->
#endif
        isOther = (store[m].otherBoot & 8);
        if
        :: m == B -> provesAbsence()
        :: else -> yes = true
        fi;
        r = 0;
#ifdef DOUBT_AFTER_BACKUP_ONLY
        r = store[m].dueAtBackup;
#endif
#ifdef NO_DOUBT
        yes = true; isOther = false;
#endif
        do
        :: r < store[m].dueThen ->
            if
            :: store[m].state[r] != UNDECIDED -> skip
            :: else ->
                if
                :: !yes -> store[m].state[r] = DOUBTED; printf("%c: %d is in doubt\n", 65 + m, r)
#ifndef RESTORED_UNMARKED
                :: yes && isOther -> store[m].marked = store[m].marked | BIT(r)
#endif
                :: else
                fi
            fi;
            r++
        :: else -> break
        od;
        store[m].owes = 0; store[m].dueThen = 0; store[m].dueAtBackup = 0
    :: else
    fi;
    store[m].otherBoot = store[m].otherBoot & 7;
    owesMemory[m] = false
}

/* Looks for what was sent and has no receipt, makes durable what is there, and writes down what became of it. A crash
   before the transaction leaves what a crash before the look would. */
inline look(m) {
    k = 0; sent = 0;
    do
    :: k < REMINDERS ->
        if
        :: store[m].state[k] == SENDING ->
            find(m, k);
            if
            :: yes -> raise(m, NUMBER(y)); settle(m, k, y); sent = 1; printf("%c: finds and settles %d\n", 65 + m, k)
            :: else ->
                if
                :: IS_OWN(m, k) -> yes = true
                :: else -> provesAbsence()
                fi;
                if
                :: yes -> withdraw(m, k); printf("%c: %d is absent\n", 65 + m, k)
                :: else -> store[m].state[k] = PARKED; printf("%c: nobody can tell what became of %d\n", 65 + m, k)
                fi
            fi
        :: else
        fi;
        k++
    :: else -> break
    od;
    store[m].otherBoot = store[m].otherBoot & 8;
#ifndef NO_SYNC
    if
    :: sent -> sync(m)
    :: else
    fi;
#endif
    pc[m] = IDLE
}

/* All that was sent can be read. */
inline seesAll(m) {
    k = 0; isOther = true;
    do
    :: k < REMINDERS ->
        if
        :: store[m].state[k] == SENDING -> find(m, k); isOther = isOther && yes
        :: else
        fi;
        k++
    :: else -> break
    od
}

#define IS_HIGHER_AT(m, w, k) (flags[AT(w, k)] && READS(m, w, k) && EPOCH(record[AT(w, k)]) > store[m].epoch)
#define IS_HIGHER_IN(m, w) \
    (IS_HIGHER_AT(m, w, 0) || IS_HIGHER_AT(m, w, 1) || IS_HIGHER_AT(m, w, 2) || IS_HIGHER_AT(m, w, 3) || \
        IS_HIGHER_AT(m, w, 4) || IS_HIGHER_AT(m, w, 5))
#define IS_HIGHER_READ(m) (IS_HIGHER_IN(m, A) || IS_HIGHER_IN(m, B))

#define IS_WAITING(m, q) ((q) < due && store[m].state[q] == UNDECIDED)
#define IS_HELD(m, q) (store[m].state[q] == PARKED || store[m].state[q] == DOUBTED)
#ifdef HELD_HOLDS_UP
#define MAY_DECIDE(m) (!IS_HELD(m, 0) && !IS_HELD(m, 1) && !IS_HELD(m, 2))
#else
#define MAY_DECIDE(m) true
#endif

/* Gives numbers to all that is due, in one transaction, and sends it; the service may die before the record of `last`.
   What is not sent yet when the power fails is gone like what is in the socket. */
inline decide(m, last) {
#ifdef SEND_BEFORE_COMMIT
    copyStore(3 + m, m); isUncommitted[m] = true;
#endif
    store[m].otherBoot = 0;
    k = 0;
    do
    :: k < REMINDERS ->
        if
        :: IS_WAITING(m, k) ->
            j = 1;
            do
            :: j < LIMIT && !(store[m].free & BIT(j)) -> j++
            :: else -> break
            od;
            if
            :: j < LIMIT -> store[m].free = store[m].free & ~BIT(j)
            :: else -> store[m].highest++; j = store[m].highest; assert(j < LIMIT)
            fi;
            store[m].state[k] = SENDING; store[m].number[k] = j; store[m].epochOf[k] = store[m].epoch;
            printf("%c: decides %d, number %d\n", 65 + m, k, j);
            if
            :: k < last ->
                assert(queued[m] < 3);
                queue[m * 3 + queued[m]] = RECORD(k, j, store[m].epoch, (store[m].marked >> k) & 1);
                queued[m]++;
                printf("%c: sends %d\n", 65 + m, k)
            :: else
            fi
        :: else
        fi;
        k++
    :: else -> break
    od;
#ifdef SEND_BEFORE_COMMIT
    pc[m] = UNCOMMITTED
#else
    pc[m] = WAITS
#endif
}

/* Asks again about what is held, when a journal has shown up. */
inline askAgain(m) {
    k = 0;
    do
    :: k < REMINDERS ->
        if
        :: IS_HELD(m, k) ->
            find(m, k);
            if
            :: yes -> raise(m, NUMBER(y)); settle(m, k, y); printf("%c: finds %d after all\n", 65 + m, k)
            :: else ->
                provesAbsence();
                if
                :: yes ->
                    store[m].marked = store[m].marked | BIT(k);
                    store[m].state[k] = UNDECIDED; store[m].number[k] = 0; store[m].epochOf[k] = 0;
                    printf("%c: %d is absent after all\n", 65 + m, k)
                :: else
                fi
            fi
        :: else
        fi;
        k++
    :: else -> break
    od
}

/* The first record of the socket. */
inline take(m) {
    x = queue[m * 3];
    queue[m * 3] = queue[m * 3 + 1]; queue[m * 3 + 1] = queue[m * 3 + 2]; queue[m * 3 + 2] = 0;
    queued[m]--
}

inline emptySocket(m) {
    queue[m * 3] = 0; queue[m * 3 + 1] = 0; queue[m * 3 + 2] = 0; queued[m] = 0
}

#ifdef NO_BARRIER
#define IS_BARRIER_SEEN(m) true
#else
/* Nobody sends behind a barrier before it is seen: it is readable when all before it is. One that is lost with a
   journald is sent again. */
#define IS_BARRIER_SEEN(m) (queued[m] == 0)
#endif

#define HAS_ROOM(m) (queued[m] + IS_WAITING(m, 0) + IS_WAITING(m, 1) + (REMINDERS > 2 && IS_WAITING(m, 2)) <= 3)
#define MUST_DECIDE(m) (pc[m] == IDLE && HAS_ROOM(m) && (IS_WAITING(m, 0) || IS_WAITING(m, 1) || (REMINDERS > 2 && IS_WAITING(m, 2))) && MAY_DECIDE(m))

#if defined(NO_SUPERSEDED) || defined(NO_EPOCH)
#define MUST_YIELD(m) false
#else
#define MUST_YIELD(m) (pc[m] != DOWN && pc[m] != SUPERSEDED && IS_HIGHER_READ(m))
#endif

inline write(m) {
    take(m);
    assert(count[m] < SLOTS);
    record[AT(m, count[m])] = x;
    flags[AT(m, count[m])] = IN_JOURNAL;
    if
    :: m == B -> behind[count[B]] = count[A]
    :: else
    fi;
    count[m]++;
    hasNews[B] = hasNews[B] || (m == A && view == FILES);
    printf("%c: journald writes %d, number %d of epoch %d%c\n",
        65 + m, REMINDER(x), NUMBER(x), EPOCH(x), (IS_UNCERTAIN(x) -> '?' : ' '))
}

#ifdef HELD_FOR_GOOD
#define ASK_AGAIN(m) skip
#else
#define ASK_AGAIN(m) askAgain(m)
#endif

/* What a service and its journald do by themselves. */
#define MACHINE(m) \
    :: d_step { pc[m] == DOWN && isOn[m] && isThere[m] -> begin(m) } \
    :: d_step { pc[m] == MARKED && IS_BARRIER_SEEN(m) -> \
        if \
        :: owesMemory[m] -> remember(m) \
        :: else \
        fi; \
        look(m) } \
    :: d_step { MUST_DECIDE(m) -> decide(m, REMINDERS) } \
    COMMIT(m) \
    :: d_step { pc[m] == WAITS -> /* patience ends */ pc[m] = MARKED } \
    :: d_step { pc[m] == WAITS && queued[m] == 0 -> /* all is written, or dropped */ \
        seesAll(m); \
        if \
        :: isOther -> look(m) \
        :: else -> pc[m] = MARKED \
        fi } \
    :: d_step { pc[m] == IDLE && hasNews[m] -> hasNews[m] = false; ASK_AGAIN(m); k = 0 } \
    :: d_step { MUST_YIELD(m) -> /* now and then it looks whether somebody has taken over */ \
        forget(m); pc[m] = SUPERSEDED; \
        printf("%c: sees a record of a higher epoch, and stops for good\n", 65 + m) } \
    :: d_step { isOn[m] && queued[m] -> write(m) }

#ifdef SEND_BEFORE_COMMIT
#define COMMIT(m) :: d_step { pc[m] == UNCOMMITTED -> isUncommitted[m] = false; clear(3 + m); pc[m] = WAITS }
#else
#define COMMIT(m)
#endif

/* ------------------------------------------------------------- the judge */

/* Was the record in place x written after the one in place y? Within a machine by place, between them by `behind`. */
#define IS_AFTER(x, y) \
    ((x) / SLOTS == (y) / SLOTS -> (x) > (y) : ((x) < SLOTS -> (x) >= behind[(y) - SLOTS] : (y) < behind[(x) - SLOTS]))

/* Did a restored backup begin its epoch between the two, so that numbers were counted from an older copy? */
#define IS_RECOUNTED(x, y) \
    ((restoredEpochs >> 4) && (x) / SLOTS != (y) / SLOTS) || \
    ((restoredEpochs & 4) && (EPOCH(record[x]) == 1 || EPOCH(record[y]) == 1) && EPOCH(record[x]) != EPOCH(record[y])) || \
    ((restoredEpochs & 8) && (EPOCH(record[x]) == 3 || EPOCH(record[y]) == 3) && EPOCH(record[x]) != EPOCH(record[y]))

hidden byte isRepeated;   /* twice in the union, and the later one does not say 'uncertain' */
hidden byte isTwice;      /* twice in the machines' own journals, marked or not */
bool isSameNumber;
hidden byte isSplitSeen;  /* the audit refutes: a lower epoch wrote after a higher one */
hidden byte isTie;        /* the audit cannot tell: two machines wrote in one epoch */
hidden byte isSplit;      /* what happened: A wrote after B's first */

inline weigh() {
    isSplit = false;
    isTie = false;
    isSplitSeen = false;
    isSameNumber = false;
    isTwice = false;
    isRepeated = false;
    x = 0;
    do
    :: x < PLACES ->
        y = 0;
        do
        :: y < PLACES ->
            if
            :: x != y && flags[x] && flags[y] ->
                if
                :: IS_AFTER(x, y) ->
                    isRepeated = isRepeated || (REMINDER(record[x]) == REMINDER(record[y]) && !IS_UNCERTAIN(record[x]));
                    isTwice = isTwice || (REMINDER(record[x]) == REMINDER(record[y]) && (flags[x] & flags[y] & IN_JOURNAL));
                    isSameNumber = isSameNumber ||
                        (REMINDER(record[x]) != REMINDER(record[y]) && NUMBER(record[x]) == NUMBER(record[y]) && !(IS_RECOUNTED(x, y)));
                    isSplitSeen = isSplitSeen || (EPOCH(record[x]) < EPOCH(record[y]));
                    isTie = isTie || (EPOCH(record[x]) == EPOCH(record[y]) && x / SLOTS != y / SLOTS);
                    isSplit = isSplit || (x < SLOTS && y >= SLOTS)
                :: else
                fi
            :: else
            fi;
            y++
        :: else -> break
        od;
        x++
    :: else -> break
    od
}

/* Everything has come to rest. */
inline judge() {
    printf("rest: A %d B %d\n", pc[A], pc[B]);
    best = (hasMoved -> B : A);
    assert(pc[best] == IDLE);
    weigh();
    r = 0;
    do
    :: r < REMINDERS ->
        /* (a) in a journal, with a true receipt, or held and told. */
        if
        :: store[best].state[r] == SETTLED ->
            yes = false; j = 0;
            do
            :: j < PLACES ->
                yes = yes || (flags[j] && WITHOUT_MARK(record[j]) == RECORD(r, store[best].number[r], store[best].epochOf[r], 0));
                j++
            :: else -> break
            od;
            if
            :: !yes -> printf("(a) broken: %d is lost without a trace\n", r)
            :: else
            fi;
            assert(yes)
        :: else ->
            /* (d) nothing waits but what nobody can tell. */
            assert(IS_HELD(best, r) || store[best].state[r] == MISSED);
            find(best, r);
            assert(hasFenceFailed || store[best].state[r] == MISSED || (!yes && view != FILES))
        fi;
        r++
    :: else -> break
    od;
    if
    :: !hasFenceFailed ->
        if
        :: isRepeated -> printf("(b) broken: repeated without a mark\n")
        :: isSameNumber -> printf("(c) broken: two reminders bear one number\n")
        :: isTwice && !isPromoted && !isCopyBelieved -> printf("(b) broken: in the journals twice\n")
        :: else
        fi;
        assert(!isRepeated);
        assert(!isSameNumber);
        assert(!isSplitSeen);
        /* Whoever is promoted without a journal cannot know what epochs there were after the backup. */
        assert(!isTie || restoredEpochs >> 4);
        assert(!isTwice || isPromoted || isCopyBelieved)
    :: else ->
        if
        :: isSplit && !isSplitSeen && !isTie -> printf("(e) broken: two wrote, and no audit sees it\n")
        :: else
        fi;
        assert(!isSplit || isSplitSeen || isTie);
        findEpoch(A);
        assert(pc[A] == SUPERSEDED || best <= store[A].epoch)
    fi
}

proctype Machines() {
    do
    MACHINE(A)
    MACHINE(B)
    :: due < REMINDERS -> due++
    /* At rest, whatever the world may still do. */
#ifdef AT_REST
    :: else ->
progress: skip
#else
    :: atomic { else -> d_step { judge() } }
#endif
    od
}

/* The socket and all that is not on disk, from place c on, go with the power. */
inline cutPower(m, c) {
    printf("%c: the power fails\n", 65 + m);
    emptySocket(m);
    forget(m);
    j = 0;
    do
    :: j < count[m] ->
        if
        :: !(flags[AT(m, j)] & IN_JOURNAL) -> skip
        :: (flags[AT(m, j)] & IN_JOURNAL) && (j < c || (flags[AT(m, j)] & ON_DISK)) ->
            flags[AT(m, j)] = flags[AT(m, j)] | ON_DISK
        :: else ->
            flags[AT(m, j)] = flags[AT(m, j)] & COLLECTED;
            printf("%c: loses record %d\n", 65 + m, j);
            if
            :: !flags[AT(m, j)] -> record[AT(m, j)] = 0
            :: else
            fi
        fi;
        j++
    :: else -> break
    od;
    do
    :: count[m] && !flags[AT(m, count[m] - 1)] && (m == B || !count[B]) ->
        count[m]--;
        if
        :: m == B -> behind[count[B]] = 0
        :: else
        fi
    :: else -> break
    od;
    noteBoot(m);
    if
    :: m == A && hasBackup -> noteBoot(BACKUP)
    :: else
    fi
}

inline noteBoot(s) {
    r = 0;
    store[s].otherBoot = store[s].otherBoot | 8;
    do
    :: r < REMINDERS ->
        if
        :: store[s].state[r] == SENDING -> store[s].otherBoot = store[s].otherBoot | BIT(r)
        :: else
        fi;
        r++
    :: else -> break
    od
}

#ifdef SEND_BEFORE_COMMIT
#define COMMITTED(m) (isUncommitted[m] -> 3 + m : m)
#else
#define COMMITTED(m) m
#endif

/* ------------------------------------------------------- what may happen */

#define IS_UNCOLLECTED(m, i) ((flags[AT(m, i)] & 5) == IN_JOURNAL)

#define HAS_NEW(m) \
    (IS_UNCOLLECTED(m, 0) || IS_UNCOLLECTED(m, 1) || IS_UNCOLLECTED(m, 2) || IS_UNCOLLECTED(m, 3) || \
        IS_UNCOLLECTED(m, 4) || IS_UNCOLLECTED(m, 5))

inline upload(m) {
    j = 0;
    do
    :: j < count[m] ->
        if
        :: flags[AT(m, j)] & IN_JOURNAL -> flags[AT(m, j)] = flags[AT(m, j)] | COLLECTED
        :: else
        fi;
        j++
    :: else -> break
    od;
    hasNews[A] = isOn[A]; hasNews[B] = hasNews[B] || isThere[B];
    printf("%c: uploads\n", 65 + m)
}

#define FAULTS_OF(m) \
    :: d_step { faults && pc[m] != DOWN && pc[m] != SUPERSEDED -> \
        faults--; forget(m); printf("%c: kill -9\n", 65 + m) } \
    :: d_step { faults && MUST_DECIDE(m) -> \
        faults--; decide(m, 0); forget(m); printf("%c: kill -9 before it is sent\n", 65 + m) } \
    :: d_step { faults && MUST_DECIDE(m) && due > 1 -> \
        faults--; decide(m, 1); forget(m); printf("%c: kill -9 before all is sent\n", 65 + m) } \
    :: d_step { faults && MUST_DECIDE(m) && due > 2 -> \
        faults--; decide(m, 2); forget(m); printf("%c: kill -9 before all is sent\n", 65 + m) } \
    :: atomic { faults && isOn[m] && isThere[m] -> \
        do \
        :: c < count[m] -> c++ \
        :: break \
        od; \
        d_step { faults--; cutPower(m, c); c = 0 } } \
    :: d_step { faults && queued[m] -> faults--; take(m); printf("%c: journald drops %d\n", 65 + m, REMINDER(x)) } \
    :: d_step { faults && queued[m] > 1 -> faults--; emptySocket(m); printf("%c: journald dies\n", 65 + m) } \
    :: d_step { isOn[m] && (m == A || faults || hasFenceFailed) && HAS_NEW(m) -> upload(m) }

/* What may happen and need not, at any time, until it ends. */
proctype World() {
    byte c;
    byte from;
    bool isFenced;

end:
    do
    FAULTS_OF(A)
    FAULTS_OF(B)
    :: d_step { CAN_MISS && pc[A] == IDLE && IS_WAITING(A, 0) ->
        store[A].state[0] = MISSED; printf("A: misses 0\n") }
    :: d_step { !hasBackup && !hasMoved && isThere[A] ->
        hasBackup = true; copyStore(BACKUP, COMMITTED(A)); store[BACKUP].dueAtBackup = due;
        printf("A: a backup is taken\n") }
    :: d_step { CAN_RESTORE && hasBackup && !isRestored && !hasMoved ->
        isRestored = true; forget(A); clear(A); copyStore(A, BACKUP); store[A].owes = 1;
        printf("A: the backup is restored\n") }
    :: atomic { (CAN_FENCE || CAN_FAIL) && !hasMoved ->
        if
        :: from = A
        :: hasBackup -> from = BACKUP
        fi;
        if
        :: CAN_FENCE -> isFenced = true;
            do
            :: c < count[A] -> c++
            :: break
            od
        /* A person does not restore a backup on A while B is promoted. */
        :: CAN_FAIL && store[A].owes != 1 -> isFenced = false
        fi;
        if
        :: view = NOTHING
        :: view = FILES
        :: view = COPY;
            do
            :: copied < count[A] -> copied++
            :: break
            od
        fi;
        if
        :: readsCollected = true
        :: readsCollected = false
        fi;
        d_step {
            hasMoved = true; isThere[B] = true; isOn[B] = true;
            if
            :: from == A -> copyStore(B, COMMITTED(A)); printf("B: gets the store\n")
            :: else -> copyStore(B, BACKUP); store[B].owes = 1; printf("B: gets the backup\n")
            fi;
            printf("B: reads %d of A's journal (2: its files, 1: a copy with %d records), collected ones: %d\n", view, copied, readsCollected);
            if
            :: isFenced -> cutPower(A, c); isOn[A] = false; isThere[A] = false; clear(A); pc[A] = DOWN; printf("A: is fenced\n")
            :: else -> hasFenceFailed = true; printf("A: is not fenced, and lives on\n")
            fi;
            clear(BACKUP);
            from = 0; isFenced = false; c = 0
        } }
    :: d_step { hasMoved && view != FILES && !hasFenceFailed ->
        view = FILES; copied = 0; hasNews[B] = true; printf("B: A's disk is attached\n") }
    :: d_step { isThere[B] && pc[B] != DOWN && pc[B] != SUPERSEDED && (IS_HELD(B, 0) || IS_HELD(B, 1) || IS_HELD(B, 2)) ->
        isPromoted = true; printf("B: a person decides that nothing more will turn up\n");
        k = 0;
        do
        :: k < REMINDERS ->
            if
            :: IS_HELD(B, k) ->
                store[B].state[k] = UNDECIDED; store[B].number[k] = 0; store[B].epochOf[k] = 0;
                store[B].marked = store[B].marked | BIT(k)
            :: else
            fi;
            k++
        :: else -> break
        od;
        k = 0 }
    od
}

init {
    atomic {
        store[A].epoch = 1; isThere[A] = true; isOn[A] = true;
        run Machines(); run World()
    }
}
