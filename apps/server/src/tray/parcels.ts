import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { readFile, readdir, rename, rm, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MAX_PARCEL_CHUNKS, SessionId, type ParcelId, type ParticipantId } from '@mado/signaling/wire';
import { Refusal } from '../wire/refusal.ts';

/** One parcel, in the folder of the participant who sends it. All three parts have passed their schemas: none is a path. */
export interface ParcelAddress {
  readonly sessionId: SessionId;
  readonly owner: ParticipantId;
  readonly parcel: ParcelId;
}

export interface TrayQuotas {
  /** Sealed bytes that the documents of one session may take. */
  readonly sessionBytes: number;
  /** Sealed bytes that all sessions together may take. */
  readonly serverBytes: number;
}

/** What a chunk costs of the quota beside its bytes: its file. */
const FILE_BYTES = 512;
const CHUNK_FILE = /^\d{1,3}$/;

/**
 * Sealed chunks as files, `tray/<session>/<owner>/<parcel>/<chunk>`, readable by the owner of the process alone. The
 * server has no key to them. A chunk is there whole or not at all, also after a crash.
 */
export class Parcels {
  readonly #root: string;
  readonly #quotas: TrayQuotas;
  readonly #used = new Map<SessionId, number>();

  constructor(dataDir: string, quotas: TrayQuotas) {
    this.#root = join(dataDir, 'tray');
    this.#quotas = quotas;
    mkdirSync(this.#root, { recursive: true, mode: 0o700 });
  }

  /** Takes up what a former run left: folders of sessions that are gone are deleted, the others counted. */
  restore(isHeld: (sessionId: SessionId) => boolean): void {
    for (const name of readdirSync(this.#root)) {
      const session = SessionId.safeParse(name);
      if (session.success && isHeld(session.data)) this.#used.set(session.data, tidyAndCount(join(this.#root, name)));
      else rmSync(join(this.#root, name), { recursive: true, force: true });
    }
  }

  /** The numbers of the chunks that are here, ascending. */
  async chunks(address: ParcelAddress): Promise<number[]> {
    const names = await orNull(readdir(this.#folder(address)));
    return (names ?? [])
      .filter((name) => CHUNK_FILE.test(name))
      .map(Number)
      .sort((a, b) => a - b);
  }

  async read(address: ParcelAddress, chunk: number): Promise<Buffer | null> {
    return orNull(readFile(join(this.#folder(address), String(chunk))));
  }

  /**
   * Stores a chunk; the same bytes again change nothing.
   * @returns whether it is new
   * @throws {Refusal} `conflict` when other bytes are there, `limited` when a quota is used up, `oversized`
   */
  async write(address: ParcelAddress, chunk: number, sealed: Buffer): Promise<boolean> {
    if (!Number.isInteger(chunk) || chunk < 0 || chunk >= MAX_PARCEL_CHUNKS)
      throw new Refusal('oversized', 'no such chunk');
    const present = await this.read(address, chunk);
    if (present) {
      if (present.equals(sealed)) return false;
      throw new Refusal('conflict', 'other bytes are there');
    }
    const cost = sealed.byteLength + FILE_BYTES;
    this.#take(address.sessionId, cost);
    try {
      await this.#store(address, chunk, sealed);
    } catch (error) {
      this.#giveBack(address.sessionId, cost);
      throw error;
    }
    return true;
  }

  /** Deletes a parcel; one that is not there is deleted already. */
  async remove(address: ParcelAddress): Promise<void> {
    const folder = this.#folder(address);
    const freed = (await orNull(Promise.resolve().then(() => tidyAndCount(folder)))) ?? 0;
    await rm(folder, { recursive: true, force: true });
    this.#giveBack(address.sessionId, freed);
  }

  /** Deletes everything of a session, at once. */
  erase(sessionId: SessionId): void {
    rmSync(join(this.#root, sessionId), { recursive: true, force: true });
    this.#used.delete(sessionId);
  }

  async #store(address: ParcelAddress, chunk: number, sealed: Buffer): Promise<void> {
    const folder = this.#folder(address);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const draft = join(folder, `.${randomUUID()}`);
    await writeFile(draft, sealed, { mode: 0o600, flag: 'wx' });
    await rename(draft, join(folder, String(chunk)));
  }

  #take(sessionId: SessionId, cost: number): void {
    const used = this.#used.get(sessionId) ?? 0;
    const all = [...this.#used.values()].reduce((sum, bytes) => sum + bytes, 0);
    if (used + cost > this.#quotas.sessionBytes) throw new Refusal('limited', 'the quota of this session is used up');
    if (all + cost > this.#quotas.serverBytes) throw new Refusal('limited', 'the quota of this server is used up');
    this.#used.set(sessionId, used + cost);
  }

  #giveBack(sessionId: SessionId, cost: number): void {
    const used = this.#used.get(sessionId);
    if (used !== undefined) this.#used.set(sessionId, Math.max(0, used - cost));
  }

  #folder({ sessionId, owner, parcel }: ParcelAddress): string {
    return join(this.#root, sessionId, owner, parcel);
  }
}

/** Deletes the drafts that a crash left below a folder and counts what the chunks cost. */
function tidyAndCount(folder: string): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    if (CHUNK_FILE.test(entry.name)) bytes += statSync(path).size + FILE_BYTES;
    else rmSync(path, { force: true });
  }
  return bytes;
}

/** What is not there is null; every other fault goes up. */
async function orNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
