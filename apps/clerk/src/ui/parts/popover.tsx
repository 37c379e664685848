import { useEffect, useId, useRef, type ReactNode } from 'react';
import { classNames } from '@mado/ui';

export interface PopoverProps {
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  /** The button that opens it. Gets what a screen reader needs to tie the two together. */
  readonly button: (wiring: { 'aria-expanded': boolean; 'aria-controls': string; onClick: () => void }) => ReactNode;
  readonly label: string;
  readonly align?: 'start' | 'end';
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/**
 * A small sheet above its button for a choice that belongs to one hand. Escape and a press elsewhere close it; the focus goes to what
 * the sheet marks with `data-first` and comes back to the button.
 */
export function Popover({ open, onOpen, button, label, align = 'start', wide = false, children }: PopoverProps) {
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const element = root.current;
    const opener = element?.querySelector<HTMLElement>('[aria-expanded]') ?? null;
    element?.querySelector<HTMLElement>('[data-first]')?.focus();
    const closeOutside = (event: Event) => {
      if (event.target instanceof Node && element?.contains(event.target)) return;
      onOpen(false);
    };
    const closeOnEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      onOpen(false);
    };
    document.addEventListener('pointerdown', closeOutside);
    document.addEventListener('keydown', closeOnEscape);
    return () => {
      document.removeEventListener('pointerdown', closeOutside);
      document.removeEventListener('keydown', closeOnEscape);
      if (element?.contains(document.activeElement) === true || document.activeElement === document.body)
        opener?.focus();
    };
  }, [open, onOpen]);
  return (
    <div className="popover" ref={root}>
      {button({ 'aria-expanded': open, 'aria-controls': id, onClick: () => onOpen(!open) })}
      <div
        id={id}
        className={classNames('popover__sheet', `popover__sheet--${align}`, wide && 'popover__sheet--wide')}
        role="group"
        aria-label={label}
        hidden={!open}
      >
        {open ? children : null}
      </div>
    </div>
  );
}
