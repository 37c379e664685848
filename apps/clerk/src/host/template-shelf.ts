import {
  type CityPapers,
  type DrawnTemplate,
  drawnTemplates,
  type Fillable,
  type FormSet,
  type Printable,
  readTemplate,
  type Template,
  TemplateError,
  templateSource,
  type WorkbookTemplate,
} from '@mado/forms';
import { type Handlers, Refusal } from '@mado/rpc/node';
import type { ClerkContract } from '../contract/index.ts';

/**
 * The templates that this host fills by: those that came with the configuration, and newer versions that were handed to it; and the papers
 * that need none.
 */
export class TemplateShelf {
  readonly #forms: FormSet;
  readonly #templates: Map<string, Template>;

  readonly #workbooks: ReadonlyMap<string, WorkbookTemplate>;

  readonly #drawn: ReadonlyMap<string, DrawnTemplate>;

  constructor(forms: FormSet, workbooks: readonly WorkbookTemplate[], { city }: CityPapers) {
    this.#drawn = new Map(drawnTemplates(city, forms.catalogue).map((paper) => [paper.map.id, paper]));
    this.#workbooks = new Map(workbooks.map((workbook) => [workbook.map.id, workbook]));
    this.#forms = forms;
    this.#templates = new Map(forms.templates.map((template) => [template.map.id, template]));
  }

  /** In the order of their identifiers. */
  all(): Template[] {
    return [...this.#templates.values()].sort((a, b) => (a.map.id < b.map.id ? -1 : 1));
  }

  /** In the order of their identifiers. */
  workbooks(): WorkbookTemplate[] {
    return [...this.#workbooks.values()];
  }

  workbook(id: string): WorkbookTemplate | undefined {
    return this.#workbooks.get(id);
  }

  /** Papers without a template, in the order in which they are listed. */
  drawnPapers(): DrawnTemplate[] {
    return [...this.#drawn.values()];
  }

  drawn(id: string): DrawnTemplate | undefined {
    return this.#drawn.get(id);
  }

  /** For common fields that not every desk may see, by key: the desks that may. */
  seenBy(): Record<string, string[]> {
    const fields = [...this.#forms.catalogue.values()];
    return Object.fromEntries(fields.flatMap(({ key, seenBy }) => (seenBy === undefined ? [] : [[key, [...seenBy]]])));
  }

  /** Whatever fields are put into. @throws {Refusal} `unknown-template` */
  fillable(id: string): Fillable {
    return this.#workbooks.get(id) ?? this.printable(id);
  }

  /** What comes out of a printer. @throws {Refusal} `unknown-template` */
  printable(id: string): Printable {
    return this.#drawn.get(id) ?? this.of(id);
  }

  /** @throws {Refusal} `unknown-template` */
  of(id: string): Template {
    const template = this.#templates.get(id);
    if (!template) throw new Refusal('unknown-template', 'no such template');
    return template;
  }

  /** Takes a version, if it can be filled. @throws {Refusal} its `TemplateProblem` */
  async install(id: string, map: string, pdf: Uint8Array): Promise<void> {
    try {
      const template = await readTemplate(map, pdf, this.#forms.catalogue);
      if (template.map.id !== id) throw new TemplateError('malformed', 'the map is another template’s');
      this.#templates.set(id, template);
    } catch (error) {
      if (error instanceof TemplateError) throw new Refusal(error.problem, error.message);
      throw error;
    }
  }
}

type ShelfHandlers = Pick<Handlers<ClerkContract>, 'templates.source' | 'templates.install'>;

export function shelfHandlers(shelf: TemplateShelf, cityDir: string): ShelfHandlers {
  return {
    'templates.source': async ({ id }) => {
      try {
        const { map, pdf } = await templateSource(cityDir, id);
        return { map, pdf: Uint8Array.from(pdf) };
      } catch (error) {
        if (error instanceof TemplateError) throw new Refusal('unknown-template', error.message);
        throw error;
      }
    },
    'templates.install': async ({ id, map, pdf }) => {
      await shelf.install(id, map, pdf);
      return {};
    },
  };
}
