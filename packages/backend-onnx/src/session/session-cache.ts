import type { CacheStats } from "@actfn/core";
import type { Session, SyncSession } from "../runtime/engine.js";

interface Entry {
  readonly opening: Promise<Session>;
  session?: Session;
  users: number;
  isOut: boolean;
}

/**
 * Sessions by key. If there are more than `capacity`, the least recently used one is removed. A session in use is closed when
 * its last user returns it. A session that failed to open is not kept.
 */
export class SessionCache {
  private readonly entries = new Map<string, Entry>();
  private readonly capacity: number;
  private hits = 0;
  private misses = 0;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  /** The number of sessions that are open or being opened, and how often a session was found or had to be opened. */
  get stats(): CacheStats {
    return { hits: this.hits, misses: this.misses, size: this.entries.size };
  }

  /** An open session that runs synchronously. It need not be returned, because nothing can happen in between. */
  findSync(key: string): SyncSession | undefined {
    const entry = this.entries.get(key);
    if (entry?.session?.runSync === undefined) return undefined;
    this.hits++;
    this.touch(key, entry);
    return entry.session as SyncSession;
  }

  /** Opens a session that runs synchronously, and keeps it. */
  addSync(key: string, open: () => SyncSession): SyncSession {
    this.misses++;
    const session = open();
    this.add(key, { opening: Promise.resolve(session), session, users: 0, isOut: false });
    return session;
  }

  /** Calls `use` with the session of a key, after opening it if needed. */
  async use<T>(key: string, open: () => Promise<Session>, use: (session: Session) => Promise<T>): Promise<T> {
    const entry = this.take(key) ?? this.begin(key, open);
    try {
      return await use(await entry.opening);
    } finally {
      entry.users--;
      if (entry.isOut) this.letGo(entry);
    }
  }

  /**
   * Closes all sessions that are not in use; the others are closed when they are returned. If one fails to close, rejects after
   * all were tried.
   */
  async clear(): Promise<void> {
    const entries = [...this.entries.values()];
    this.entries.clear();
    for (const entry of entries) entry.isOut = true;
    const outcomes = await Promise.allSettled(entries.map((entry) => this.closeUnused(entry)));
    const failed = outcomes.find((outcome) => outcome.status === "rejected");
    if (failed !== undefined) throw failed.reason;
  }

  /** An existing entry, with one more user. */
  private take(key: string): Entry | undefined {
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    this.hits++;
    this.touch(key, entry);
    entry.users++;
    return entry;
  }

  /** A new entry. It has a user from the start, so that it is not closed before its first use. */
  private begin(key: string, open: () => Promise<Session>): Entry {
    this.misses++;
    const entry: Entry = { opening: open(), users: 1, isOut: false };
    entry.opening.then(
      (session) => {
        entry.session = session;
      },
      () => {
        if (this.entries.get(key) === entry) this.entries.delete(key);
      },
    );
    this.add(key, entry);
    return entry;
  }

  private add(key: string, entry: Entry): void {
    this.entries.set(key, entry);
    while (this.entries.size > this.capacity) {
      const [oldest, leaving] = this.entries.entries().next().value as [string, Entry];
      this.entries.delete(oldest);
      leaving.isOut = true;
      this.letGo(leaving);
    }
  }

  /** Marks an entry as the most recently used one. */
  private touch(key: string, entry: Entry): void {
    this.entries.delete(key);
    this.entries.set(key, entry);
  }

  /** Closes a removed entry. An error is ignored, because the call that removed it does not depend on it. */
  private letGo(entry: Entry): void {
    this.closeUnused(entry).catch(() => undefined);
  }

  private async closeUnused(entry: Entry): Promise<void> {
    if (entry.users > 0) return;
    const session = await entry.opening.catch(() => undefined);
    await session?.close();
  }
}
