import { createHash } from 'node:crypto';
import { FORM_PART_BYTES, methods } from '@mado/signaling/wire';
import type { AuditEntry } from '../audit/record.ts';
import { byDevice } from '../audit/record.ts';
import type { Clock } from '../clock.ts';
import { Refusal } from '../wire/refusal.ts';
import type { Line } from '../wire/line.ts';
import { CLERK, route } from '../wire/route.ts';
import type { Doing, TemplateStore } from './template-store.ts';

interface Surroundings {
  readonly clock: Clock;
  readonly templates: TemplateStore;
  readonly record: (entry: AuditEntry) => void;
  /** How the person at the line is called on screens. */
  readonly nameAt: (line: Line) => string;
  /** What clerks fill has changed. */
  readonly onChanged: () => void;
}

/** What all forms together may take, in bytes. */
const MOST_BYTES = 500 * 1024 * 1024;
const PDF = Buffer.from('%PDF-');

/** The store of the council's forms; who may do what is `people/rights.ts`. */
export function templateRoutes({ clock, templates, record, nameAt, onChanged }: Surroundings) {
  /** A form that a line is handing over. One at a time. */
  const arriving = new WeakMap<
    Line,
    { readonly sha256: string; readonly bytes: number; readonly parts: Buffer[]; got: number }
  >();
  const doing = (line: Line): Doing => ({ at: clock.now(), by: nameAt(line) });

  function change(line: Line, id: string, action: 'template.published' | 'template.rolledBack', step: () => void) {
    step();
    const entry = templates.entry(id);
    if (entry.published !== null)
      record({
        actor: byDevice(line.device.id),
        action,
        subject: { template: id, version: entry.published.version, hash: entry.published.hash },
      });
    onChanged();
    return { entry };
  }

  return {
    'templates.list': route(methods['templates.list'], CLERK, () => ({ templates: templates.list() })),
    'templates.history': route(methods['templates.history'], CLERK, (_line, { id }) => ({
      versions: templates.history(id),
    })),
    'templates.open': route(methods['templates.open'], CLERK, (_line, { id, version }) => {
      const { map, form, revision } = templates.open(id, version);
      return { map, revision, form: { sha256: form, bytes: templates.form(form)?.byteLength ?? 0 } };
    }),
    'templates.form': route(methods['templates.form'], CLERK, (_line, { sha256, offset }) => {
      const bytes = templates.form(sha256);
      if (bytes === null || offset >= bytes.byteLength) throw new Refusal('not-found', 'no such part of a form');
      return { part: Uint8Array.from(bytes.subarray(offset, offset + FORM_PART_BYTES)) };
    }),
    'templates.putForm': route(methods['templates.putForm'], CLERK, (line, { sha256, bytes, offset, part }) => {
      if (templates.form(sha256) !== null) return { missing: 0 };
      if (offset === 0) {
        if (templates.formsBytes() + bytes > MOST_BYTES) throw new Refusal('limited', 'the store of forms is full');
        arriving.set(line, { sha256, bytes, parts: [], got: 0 });
      }
      const form = arriving.get(line);
      if (form?.sha256 !== sha256 || form.bytes !== bytes)
        throw new Refusal('out-of-order', 'begin with the first part');
      // A part that was answered and is sent again.
      if (offset < form.got) return { missing: bytes - form.got };
      if (offset !== form.got || form.got + part.byteLength > bytes)
        throw new Refusal('out-of-order', 'not the next part');
      form.parts.push(Buffer.from(part));
      form.got += part.byteLength;
      if (form.got < bytes) return { missing: bytes - form.got };
      arriving.delete(line);
      const whole = Buffer.concat(form.parts);
      if (createHash('sha256').update(whole).digest('hex') !== sha256)
        throw new Refusal('malformed', 'not the form that was named');
      if (!whole.subarray(0, 1024).includes(PDF)) throw new Refusal('malformed', 'not a PDF');
      templates.putForm(sha256, whole);
      return { missing: 0 };
    }),
    'templates.save': route(methods['templates.save'], CLERK, (line, { id, revision, ...content }) => {
      try {
        JSON.parse(content.map);
      } catch {
        throw new Refusal('malformed', 'the field map is no JSON');
      }
      templates.save(id, revision, content, doing(line));
      record({ actor: byDevice(line.device.id), action: 'template.saved', subject: { template: id } });
      return { entry: templates.entry(id) };
    }),
    'templates.discard': route(methods['templates.discard'], CLERK, (line, { id }) => {
      templates.discard(id);
      record({ actor: byDevice(line.device.id), action: 'template.discarded', subject: { template: id } });
      return {};
    }),
    'templates.publish': route(methods['templates.publish'], CLERK, (line, { id, revision, note }) =>
      change(line, id, 'template.published', () => templates.publish(id, revision, note, doing(line))),
    ),
    'templates.rollBack': route(methods['templates.rollBack'], CLERK, (line, { id, version, note }) =>
      change(line, id, 'template.rolledBack', () => templates.rollBack(id, version, note, doing(line))),
    ),
  };
}
