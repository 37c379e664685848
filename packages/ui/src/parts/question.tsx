import { useEffect, useId, useRef, type ReactNode } from 'react';

export interface QuestionProps {
  readonly title: string;
  readonly children?: ReactNode;
  /** The answers; the safe one is the primary button and gets the focus. */
  readonly answers: ReactNode;
  /** Escape was pressed: taken as the safe answer. */
  readonly onDismiss: () => void;
}

/** Asks before something that cannot be taken back. While it stands, nothing behind it can be reached. */
export function Question({ title, children, answers, onDismiss }: QuestionProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    if (!element.open) element.showModal();
    // The safe answer is the primary one; it waits under the Enter key.
    element.querySelector<HTMLElement>('.mado-button--primary')?.focus();
    return () => element.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="mado-question"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onDismiss();
      }}
    >
      <h2 id={titleId} className="mado-question__title">
        {title}
      </h2>
      {children}
      <div className="mado-question__answers">{answers}</div>
    </dialog>
  );
}
