import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DatabaseTooNewError, migrate, openDatabase, type Database } from './database.ts';
import { migrations } from './migrations.ts';

let folder: string;
let database: Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mado-database-'));
  database = openDatabase(folder);
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

describe('the database', () => {
  it('overwrites what is deleted', () => {
    expect(database.pragma('secure_delete', { simple: true })).toBe(1);
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
  });

  it('does each step once', () => {
    expect(database.pragma('user_version', { simple: true })).toBe(migrations.length);
    migrate(database, [...migrations, 'CREATE TABLE later (id TEXT) STRICT']);
    migrate(database, [...migrations, 'CREATE TABLE later (id TEXT) STRICT']);
    expect(database.pragma('user_version', { simple: true })).toBe(migrations.length + 1);
  });

  it('does a step whole or not at all', () => {
    const broken = [...migrations, 'CREATE TABLE half (id TEXT) STRICT; CREATE TABLE half (id TEXT) STRICT'];
    expect(() => migrate(database, broken)).toThrow();
    expect(database.pragma('user_version', { simple: true })).toBe(migrations.length);
    expect(database.prepare("SELECT name FROM sqlite_schema WHERE name = 'half'").get()).toBeUndefined();
  });

  it('refuses a file of a later version in words', () => {
    database.pragma(`user_version = ${migrations.length + 1}`);
    database.close();
    expect(() => openDatabase(folder)).toThrow(DatabaseTooNewError);
  });
});
