import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { TemplateError } from '../template/template-error.ts';
import type { CalendarDate } from '../values/calendar.ts';
import { TICKET_KEY } from './own-fields.ts';
import { TicketId } from './content.ts';

/** Name of the file in a city's folder that says what stands on papers without a template. */
export const PAPERS_FILE = 'papers.json';

/** A cell of a step: the separators of a list are not for its words. */
const Cell = z
  .string()
  .min(1)
  .max(120)
  .regex(/^[^\n、，]*$/u, '、 and line breaks part cells');

/** `papers.json`. */
const PapersFile = z.strictObject({
  format: z.literal(1),
  /** Whom to ask, by the name of the department. */
  contacts: z
    .array(z.strictObject({ department: z.string().min(1).max(100), contact: z.string().min(1).max(80) }))
    .default([]),
  /** What is to be done for a procedure, in order. */
  guides: z
    .array(
      z.strictObject({
        procedure: z.string().min(1).max(60),
        steps: z
          .array(
            z.strictObject({
              what: Cell,
              where: Cell.optional(),
              /** Until when, in words. */
              until: Cell.optional(),
              papers: z.array(Cell.refine((paper) => !paper.includes('・'), '・ parts papers')).default([]),
            }),
          )
          .min(1)
          .max(40),
      }),
    )
    .default([]),
});

/** What a city knows for papers without a template. */
export type CityPapers = z.infer<typeof PapersFile> & { readonly city: string };

/** What is known of the conversation for which a paper is made. */
export interface Sitting {
  readonly deskId: string;
  readonly desk: string;
  readonly department: string;
  /** Id and name; null: the citizen chose none. */
  readonly procedure: { readonly id: string; readonly name: string } | null;
  /** Number ticket of the day at the desk. */
  readonly ticket: number;
  /** When they came, by the clerk's clock. */
  readonly checkedIn: { readonly hour: number; readonly minute: number };
}

/**
 * Reads the city's name and `papers.json`, each where the city's folder has it.
 * @throws TemplateError for a file that is not as it must be
 */
export async function loadCityPapers(cityDir: string): Promise<CityPapers> {
  const named = await readText(cityDir, 'city.json');
  // The server's own file has more in it; here only the name is wanted, and a folder without it prints none.
  const city = named === undefined ? '' : parse(z.object({ name: z.string().max(100) }), named, 'city.json').name;
  const own = await readText(cityDir, PAPERS_FILE);
  return { city, ...parse(PapersFile, own ?? '{"format":1}', PAPERS_FILE) };
}

/** The values of the papers' fields that need not be typed, by key; what is not known is not among them. */
export function knownValues(
  { contacts, guides }: CityPapers,
  sitting: Sitting,
  { year, month, day }: CalendarDate,
): Record<string, string> {
  const two = (count: number): string => String(count).padStart(2, '0');
  const guide = guides.find(({ procedure }) => procedure === sitting.procedure?.id);
  const known: Record<string, string | undefined> = {
    'paper.department': sitting.department,
    'paper.contact': contacts.find(({ department }) => department === sitting.department)?.contact,
    'paper.date': `${year}-${two(month)}-${two(day)}`,
    'paper.guideProcedure': sitting.procedure?.name,
    'paper.guideSteps': guide?.steps.map(stepLine).join('\n'),
    'paper.ticketDesk': sitting.desk,
    'paper.ticketNumber': String(sitting.ticket),
    'paper.ticketTime': `${sitting.checkedIn.hour}時${two(sitting.checkedIn.minute)}分受付`,
    [TICKET_KEY]: ticketId(sitting, `${year}${two(month)}${two(day)}`),
  };
  return Object.fromEntries(
    Object.entries(known).flatMap(([key, text]) => (text === undefined || text === '' ? [] : [[key, text]])),
  );
}

/** A step as the guide's field has it: what, where, until when, papers; what is not there at the end is left out. */
function stepLine({ what, where = '', until = '', papers }: CityPapers['guides'][number]['steps'][number]): string {
  return [what, where, until, papers.join('・')].join('、').replace(/、+$/u, '');
}

/** Day, desk and number, as the paper says them in words; nothing about the person. */
function ticketId({ deskId, ticket }: Sitting, day: string): string | undefined {
  const number = String(ticket).padStart(3, '0');
  return [`${day}-${deskId}-${number}`, `${day}-${number}`].find((id) => TicketId.safeParse(id).success);
}

async function readText(cityDir: string, file: string): Promise<string | undefined> {
  try {
    return await readFile(join(cityDir, file), 'utf8');
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function parse<S extends z.ZodType>(schema: S, text: string, file: string): z.infer<S> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new TemplateError('malformed', `${file}: ${error instanceof Error ? error.message : 'no JSON'}`);
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new TemplateError('malformed', `${file}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
