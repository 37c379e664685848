import { useEffect, useRef, type ReactNode } from 'react';

/**
 * Covers the whole window, whatever is open below: nothing behind it is seen, reached or hears a key, and all of it goes on. Only the
 * one who laid it takes it away.
 */
export function Cover({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const cover = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const { current } = cover;
    if (current === null) return;
    const lay = () => {
      if (!current.open) current.showModal();
    };
    const keepKeys = (event: Event) => event.stopPropagation();
    const dropKeys = (event: Event) => {
      if (!(event.target instanceof Node && current.contains(event.target))) event.stopPropagation();
    };
    const stay = (event: Event) => event.preventDefault();
    current.addEventListener('keydown', keepKeys);
    current.addEventListener('cancel', stay);
    // A second Escape closes a dialog whatever its page says.
    current.addEventListener('close', lay);
    window.addEventListener('keydown', dropKeys, { capture: true });
    const before = document.activeElement;
    lay();
    // Opening has put the focus on the first button of all.
    const first =
      current.querySelector<HTMLElement>('[data-first]') ?? current.querySelector<HTMLElement>('[type=submit]');
    first?.focus();
    return () => {
      window.removeEventListener('keydown', dropKeys, { capture: true });
      current.removeEventListener('close', lay);
      current.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog ref={cover} className="cover" aria-label={label}>
      {children}
    </dialog>
  );
}
