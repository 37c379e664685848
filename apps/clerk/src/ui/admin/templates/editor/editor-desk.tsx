import { Announcer, Banner, Button, Question, useText } from '@mado/ui';
import { useEffect, useRef, useState } from 'react';
import { useRoom } from '@mado/sheets';
import type { OpenedDraft } from './draft-port.ts';
import type { EditorWork } from './editor-work.ts';
import { insetOf } from './model/snap.ts';
import { Board } from './parts/board.tsx';
import { placeStyle } from './parts/item-boxes.tsx';
import { ItemList } from './parts/item-list.tsx';
import { EditorKeys } from './parts/keys-sheet.tsx';
import { FaultsPanel, ProposalsPanel, proposalName } from './parts/panels.tsx';
import { Settings } from './parts/settings.tsx';
import { SideTabs } from './parts/side-tabs.tsx';
import { ToolBar } from './parts/tool-bar.tsx';
import { useHands } from './use-hands.ts';
import type { NamingState } from './use-naming.ts';
import { useSheetPages } from './use-sheet-pages.ts';
import type { Inspection } from './workbench-port.ts';

export interface EditorDeskProps {
  readonly work: EditorWork;
  readonly opened: OpenedDraft;
  readonly inspection: Inspection;
  readonly naming: NamingState;
  /** Names of the city's procedures by id. */
  readonly procedures: ReadonlyMap<string, string>;
  /** Back to the list; everything is saved, or the person knows that it is not. */
  readonly onClose: () => void;
  /** What somebody else saved takes the place of what is here. */
  readonly onReopen: () => void;
}

/** The editor: fields by name at the left, the form in the middle, what is chosen at the right. */
export function EditorDesk({ work, opened, inspection, naming, procedures, onClose, onReopen }: EditorDeskProps) {
  const text = useText();
  const root = useRef<HTMLDivElement>(null);
  const [middle, room] = useRoom<HTMLDivElement>();
  const hands = useHands(work, inspection, root);
  const { view, editor, draft, names, proposals, place, pointed, question, setQuestion } = hands;
  const sheets = useSheetPages(view.preview?.pdf ?? opened.pdf);
  const [note, setNote] = useState('');
  const { keeping, publishing } = view;
  const errors = view.faults?.filter(({ severity }) => severity === 'error').length ?? 0;
  const width = editor.pages[editor.page]?.width ?? 1;
  const scale = (Math.max(1, room.width) / width) * hands.zoom;
  const seen = hands.editor.selected.at(-1);

  useEffect(() => {
    const save = () => void work.save();
    window.addEventListener('pagehide', save);
    return () => window.removeEventListener('pagehide', save);
  }, [work]);
  useEffect(() => {
    if (seen === undefined) return;
    const box = root.current?.querySelector(`[data-item="${CSS.escape(seen)}"]`);
    box?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [seen]);

  const leave = async (): Promise<void> => {
    await work.save();
    if (work.getSnapshot().keeping.phase === 'saved') onClose();
    else setQuestion('leave');
  };
  const on = {
    onPage: (page: number) => hands.send({ type: 'open-page', page }),
    onSelect: (id: string) => hands.send({ type: 'select', ids: [id] }),
    onOpen: (id: string) => {
      hands.send({ type: 'select', ids: [id] });
      hands.toItem(id);
    },
    onReorder: (id: string, step: -1 | 1) => hands.run({ type: 'reorder', id, step }),
  };
  return (
    <div
      className="ed"
      ref={root}
      onKeyDown={hands.onKey}
      data-editor=""
      data-shown={view.shown === 'empty' ? undefined : view.shown}
    >
      <ToolBar
        view={view}
        kind={hands.kind}
        snap={hands.snap}
        percent={Math.round(hands.zoom * 100)}
        onBack={() => void leave()}
        onUndo={() => hands.travel('undo')}
        onRedo={() => hands.travel('redo')}
        onKind={hands.setKind}
        onAdd={hands.startPlacing}
        onSnap={hands.setSnap}
        onZoom={hands.zoomBy}
        onShow={(shown) => work.show(shown)}
        onSave={() => void work.save()}
        onPublish={() => setQuestion('publish')}
        onKeys={() => setQuestion('keys')}
      />
      <div className="ed__notes">
        {keeping.phase === 'conflict' ? (
          <Banner
            tone="warning"
            icon="warning"
            live="assertive"
            title={text('editor.conflict', { name: keeping.by })}
            actions={
              <>
                <Button onClick={onReopen}>{text('editor.conflict.theirs')}</Button>
                <Button onClick={() => void work.overwrite()}>{text('editor.conflict.mine')}</Button>
              </>
            }
          >
            <p>{text('editor.conflict.body', { name: keeping.by })}</p>
          </Banner>
        ) : null}
        {publishing.phase === 'done' ? (
          <Banner
            tone="success"
            icon="check"
            live="polite"
            title={text('editor.publish.done', { version: publishing.version })}
          />
        ) : null}
        {publishing.phase === 'failed' ? (
          <Banner tone="danger" icon="warning" live="polite" title={text('editor.publish.failed')} />
        ) : null}
      </div>
      <div className="ed__work">
        <ItemList
          items={draft.items}
          pages={editor.pages.length}
          page={editor.page}
          selected={editor.selected}
          names={names}
          {...on}
        />
        <div className="ed__middle" ref={middle}>
          {room.width === 0 ? null : (
            <Board
              key={editor.page}
              state={editor}
              sheet={sheets[editor.page] ?? null}
              scale={scale}
              names={names}
              stops={hands.stops}
              inset={insetOf(hands.kind)}
              send={hands.send}
              onDraw={hands.add}
              onFill={hands.fill}
              onKeyDown={hands.onBoardKey}
            >
              {(hands.tab === 'proposals' ? proposals : [])
                .filter(({ page }) => page === editor.page)
                .flatMap((proposal) =>
                  proposal.parts.map(({ box }, index) => (
                    <span
                      key={`${proposal.name}/${box.x}/${box.y}/${index}`}
                      className={proposal === pointed ? 'ed-proposal ed-proposal--here' : 'ed-proposal'}
                      style={placeStyle(box, scale)}
                    />
                  )),
                )}
              {place === null ? null : (
                <button
                  type="button"
                  className="ed-ghost"
                  data-ghost=""
                  aria-label={text('editor.place.how')}
                  style={placeStyle(place.box, scale)}
                  onKeyDown={hands.onPlaceKey}
                />
              )}
            </Board>
          )}
          {place === null ? null : (
            <p className="ed__how">{text(place.cell === null ? 'editor.place.free' : 'editor.place.how')}</p>
          )}
        </div>
        <SideTabs
          tab={hands.tab}
          counts={{ proposals: proposals.length, faults: view.faults?.length ?? 0 }}
          onTab={hands.setTab}
        >
          {hands.tab === 'settings' ? (
            <Settings
              state={editor}
              names={names}
              procedures={procedures}
              words={hands.words}
              run={hands.run}
              onLeave={hands.settle}
              onFit={hands.fit}
            />
          ) : hands.tab === 'proposals' ? (
            <ProposalsPanel
              proposals={proposals}
              refused={hands.refused}
              naming={naming}
              scanned={inspection.pages[editor.page]?.scanned === true}
              names={names}
              onRefuse={hands.refuse}
              onBring={hands.bringBack}
              onPoint={(proposal) => {
                hands.setPointed(proposal);
                if (proposal !== null && proposal.page !== editor.page)
                  hands.send({ type: 'open-page', page: proposal.page });
              }}
              onAccept={(taken) => {
                const left = proposals.length - taken.length;
                const at = Math.min(
                  left - 1,
                  Math.max(
                    0,
                    proposals.findIndex((one) => one === taken[0]),
                  ),
                );
                hands.accept(taken, left > 0 ? `[data-proposal="${at}"]` : '[data-board]');
              }}
            />
          ) : (
            <FaultsPanel
              view={view}
              items={draft.items}
              names={names}
              onGo={(id) => {
                hands.send({ type: 'select', ids: [id] });
                hands.toItem(id);
              }}
              onAgain={() => work.checkAgain()}
            />
          )}
        </SideTabs>
      </div>
      {pointed === null ? null : <span hidden>{proposalName(pointed, names)}</span>}
      <Announcer words={hands.said.words} turn={hands.said.turn} />
      {question === 'keys' ? <EditorKeys onClose={() => setQuestion(null)} /> : null}
      {question === 'leave' ? (
        <Question
          title={text('editor.leave.title')}
          onDismiss={() => setQuestion(null)}
          answers={
            <>
              <Button kind="primary" onClick={() => setQuestion(null)}>
                {text('editor.leave.stay')}
              </Button>
              <Button kind="danger" onClick={onClose}>
                {text('editor.leave.anyway')}
              </Button>
            </>
          }
        >
          <p>{text('editor.leave.body')}</p>
        </Question>
      ) : null}
      {question === 'publish' ? (
        <Question
          title={text('editor.publish.title', { title: draft.head.title })}
          onDismiss={() => setQuestion(null)}
          answers={
            <>
              <Button onClick={() => setQuestion(null)}>{text('common.cancel')}</Button>
              {errors > 0 ? (
                <Button
                  kind="primary"
                  onClick={() => {
                    setQuestion(null);
                    hands.setTab('faults');
                  }}
                >
                  {text('editor.publish.look')}
                </Button>
              ) : (
                <Button
                  kind="primary"
                  data-do-publish=""
                  onClick={() => {
                    setQuestion(null);
                    void work.publish(note.trim());
                    setNote('');
                  }}
                >
                  {text('editor.publish')}
                </Button>
              )}
            </>
          }
        >
          <p>{text(errors > 0 ? 'editor.publish.faults' : 'editor.publish.body')}</p>
          {errors > 0 ? null : (
            <label className="ed-note">
              <span className="field__label">{text('editor.publish.note')}</span>
              <textarea
                className="ed-input"
                rows={2}
                maxLength={300}
                aria-describedby="editor-note-help"
                data-publish-note=""
                value={note}
                onChange={(event) => setNote(event.target.value)}
              />
              <span id="editor-note-help" className="admin-quiet">
                {text('editor.publish.note.help')}
              </span>
            </label>
          )}
        </Question>
      ) : null}
    </div>
  );
}
