import { PAGE_PROBLEMS } from '@mado/inspection';
import type { CommandLog, TrayDocument, TrayPage } from '@mado/signaling';
import type { PaperPage } from '../papers/use-sheets.ts';
import { jobVerb, type Job, type JobOutcome } from './booth.ts';
import { USUAL_VOLUME, type Paper } from './call-view.ts';

/** A document of the tray as a paper on the screen. */
export function paperOf(document: TrayDocument): Paper {
  return {
    id: document.documentId,
    title: document.title,
    origin: document.origin,
    complete: document.complete,
    pages: document.pages.map((page) => ({
      ...shown(page, document.own),
      arrived: page.received / page.bytes,
      damaged: page.state === 'damaged',
      withheld: PAGE_PROBLEMS.some((problem) => problem === page.problem),
    })),
  };
}

/** The page, or its small picture while it is on its way. */
function shown({ state, mime, data, preview }: TrayPage, own: boolean): Pick<PaperPage, 'mime' | 'data' | 'small'> {
  if (state === 'whole' || own) return { mime, data };
  return preview === null ? { mime, data: null } : { mime: 'image/jpeg', data: preview, small: true };
}

/** The commands of a session that are work at a device. */
export function jobsOf(log: CommandLog): Job[] {
  return log.flatMap((entry): Job[] => {
    const verb = jobVerb(entry.command);
    if (verb === null) return [];
    const { commandId, phase } = entry;
    switch (phase.name) {
      case 'sent':
        return [{ commandId, verb, fraction: null, pages: 0, waitsFor: null, outcome: null }];
      case 'running':
        return [
          {
            ...{ commandId, verb, fraction: phase.fraction, pages: phase.pages, waitsFor: phase.fault, outcome: null },
            ...(phase.card === undefined ? {} : { card: phase.card }),
          },
        ];
      case 'done': {
        const outcome: JobOutcome = phase.outcome;
        return [{ commandId, verb, fraction: null, pages: outcome.pages, waitsFor: null, outcome }];
      }
    }
  });
}

/** How loud the clerk set themselves last; the history brings it back after a reload. */
export function volumeOf(log: CommandLog): number {
  for (const { command } of log.toReversed()) if (command.verb === 'volume.set') return command.level;
  return USUAL_VOLUME;
}
