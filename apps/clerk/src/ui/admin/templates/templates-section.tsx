import { Banner, Button, useText } from '@mado/ui';
import { TEMPLATE_PROBLEMS, type TemplateProblem } from '@mado/forms/map';
import { CallRefusedError } from '@mado/rpc';
import { refusalCode } from '@mado/signaling';
import { useState } from 'react';
import { ListComing, ListFailed, LossQuestion, NothingListed } from '../list-parts.tsx';
import type { AdminSectionProps } from '../section.ts';
import { TemplateEditor } from './editor/template-editor.tsx';
import { procedureNames } from '../../state/names.ts';
import { NewTemplate } from './new-template.tsx';
import type { TemplateRow } from './port.ts';
import { TemplateHistory } from './template-history.tsx';
import { TemplatesTable } from './templates-table.tsx';
import { useTemplates } from './use-templates.ts';

type Fault =
  | { readonly kind: 'forbidden' | 'no-answer' | 'conflict' }
  | { readonly kind: 'form'; readonly problem: TemplateProblem };
type Open =
  | { readonly what: 'list' }
  | { readonly what: 'new' }
  | { readonly what: 'history'; readonly row: TemplateRow }
  | {
      readonly what: 'editor';
      readonly id: string;
      readonly draft: ReturnType<AdminSectionProps['ports']['templates']['draft']>;
    };

/** The council's own forms: which version clerks fill, who works at which draft, and the editor. */
export function TemplatesSection({ ports, person, desks }: AdminSectionProps) {
  const { templates: port } = ports;
  const text = useText();
  const { listed, load } = useTemplates(port);
  const [open, setOpen] = useState<Open>({ what: 'list' });
  const [discarding, setDiscarding] = useState<TemplateRow | null>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const procedures = procedureNames(desks);
  const back = () => {
    setOpen({ what: 'list' });
    load();
  };
  const edit = (id: string) => setOpen({ what: 'editor', id, draft: port.draft(id) });
  const act = async (call: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    setFault(null);
    setDiscarding(null);
    try {
      await call();
      load();
    } catch (error) {
      setFault(faultOf(error));
    } finally {
      setBusy(false);
    }
  };
  if (open.what === 'editor')
    return (
      <TemplateEditor
        key={open.id}
        draft={open.draft}
        workbench={port.workbench}
        procedures={procedures}
        onClose={back}
      />
    );
  return (
    <>
      <div role="alert">
        {fault === null ? null : (
          <Banner
            tone="warning"
            icon="warning"
            title={text(fault.kind === 'form' ? `template.${fault.problem}` : `templates.fault.${fault.kind}`)}
          />
        )}
      </div>
      {open.what === 'new' ? (
        <NewTemplate
          department={person.phase === 'in' ? person.person.department : ''}
          procedures={procedures}
          busy={busy}
          onBack={back}
          onCreate={(about) => void act(async () => edit(await port.create(about)))}
        />
      ) : open.what === 'history' ? (
        <TemplateHistory
          row={open.row}
          port={port}
          busy={busy}
          onBack={back}
          onRollBack={(version) =>
            void act(async () => {
              await port.rollBack(open.row.id, version);
              setOpen({ what: 'list' });
            })
          }
        />
      ) : listed.phase === 'loading' ? (
        <ListComing label={text('templates.loading')} />
      ) : listed.phase === 'failed' ? (
        <ListFailed title={text('templates.failed')} next={text('templates.failed.next')} onAgain={load} />
      ) : (
        <>
          <div className="admin-head">
            <p className="admin-quiet">{text('templates.intro')}</p>
            <Button kind="primary" icon="plus" onClick={() => setOpen({ what: 'new' })}>
              {text('templates.new')}
            </Button>
          </div>
          {listed.rows.length === 0 ? (
            <NothingListed icon="form" title={text('templates.none')}>
              {text('templates.none.next')}
            </NothingListed>
          ) : (
            <TemplatesTable
              rows={listed.rows}
              onEdit={edit}
              onHistory={(row) => setOpen({ what: 'history', row })}
              onDiscard={setDiscarding}
            />
          )}
        </>
      )}
      {discarding === null ? null : (
        <LossQuestion
          title={text('templates.discard.title', { title: discarding.title })}
          body={text('templates.discard.body')}
          confirm={text('templates.discard')}
          onConfirm={() => void act(() => port.discard(discarding.id))}
          onDismiss={() => setDiscarding(null)}
        />
      )}
    </>
  );
}

function faultOf(error: unknown): Fault {
  if (error instanceof CallRefusedError) {
    const problem = TEMPLATE_PROBLEMS.find((each) => each === error.code);
    if (problem !== undefined) return { kind: 'form', problem };
  }
  const code = refusalCode(error);
  if (code === 'forbidden' || code === 'conflict') return { kind: code };
  reportError(error);
  return { kind: 'no-answer' };
}
