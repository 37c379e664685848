import { Button, useText, type IconName } from '@mado/ui';
import type { AnnotatedPage, AnnotationOrder } from '@mado/signaling';
import { TOOL_KEYS, TOOLS, type Tool } from './tool.ts';

export interface ToolRowProps {
  readonly tool: Tool;
  readonly page: AnnotatedPage;
  readonly onTool: (tool: Tool) => void;
  readonly onOrder: (order: AnnotationOrder) => void;
}

const ICONS = {
  hand: 'hand',
  pointer: 'pointer',
  marker: 'marker',
  check: 'check',
  eraser: 'eraser',
} as const satisfies Record<Tool, IconName>;

/** What can be drawn on the page that the citizen sees, how, and what can be taken back. */
export function ToolRow({ tool, page, onTool, onOrder }: ToolRowProps) {
  const text = useText();
  const steps = [
    { name: 'undo', keys: 'Z', can: page.canUndo },
    { name: 'redo', keys: 'Y', can: page.canRedo },
  ] as const;
  const full = tool === 'marker' || tool === 'check' ? page.limit : null;
  return (
    <div className="pens" role="toolbar" aria-label={text('annotation.tools')}>
      <div className="tools__group">
        {TOOLS.map((name) => (
          <Button
            key={name}
            kind="quiet"
            className="pens__pen"
            icon={ICONS[name]}
            aria-pressed={tool === name}
            aria-keyshortcuts={TOOL_KEYS[name]}
            title={`${text(`annotation.${name}.hint`)} (${TOOL_KEYS[name]})`}
            onClick={() => onTool(name)}
          >
            {text(`annotation.${name}`)}
          </Button>
        ))}
      </div>
      <div className="tools__group">
        {steps.map(({ name, keys, can }) => (
          <Button
            key={name}
            kind="quiet"
            className="tools__tool"
            icon={name}
            aria-label={text(`annotation.${name}`)}
            aria-keyshortcuts={keys}
            title={`${text(`annotation.${name}`)} (${keys})`}
            aria-disabled={!can}
            onClick={() => {
              if (can) onOrder({ type: name });
            }}
          />
        ))}
        <Button
          kind="quiet"
          className="pens__pen"
          aria-disabled={page.annotations.length === 0}
          onClick={() => {
            if (page.annotations.length > 0) onOrder({ type: 'clear' });
          }}
        >
          {text('annotation.clear')}
        </Button>
      </div>
      <p className={full === null ? 'pens__hint' : 'pens__hint pens__hint--full'} role="status">
        {text(full === null ? `annotation.${tool}.hint` : `annotation.limit.${full}`)}
      </p>
    </div>
  );
}
