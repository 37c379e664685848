import { Banner, Button, Icon, ProgressBar, Question, useText, type IconName } from '@mado/ui';
import type { ReactNode } from 'react';

export interface AdminTableProps {
  /** What the table lists, for a screen reader. */
  readonly label: string;
  readonly columns: readonly string[];
  /** Whether each line ends with buttons, which need no heading. */
  readonly hands?: boolean;
  /** The lines. */
  readonly children: ReactNode;
}

/** A list of the administration; scrolled by keyboard where it is wider than its place. */
export function AdminTable({ label, columns, hands = false, children }: AdminTableProps) {
  return (
    <div className="admin-table" role="group" tabIndex={0} aria-label={label}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
            {hands ? <td /> : null}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

export interface NothingListedProps {
  readonly icon: IconName;
  readonly title: string;
  /** What to do next. */
  readonly children: ReactNode;
}

/** In place of a list that has no lines. */
export function NothingListed({ icon, title, children }: NothingListedProps) {
  return (
    <div className="desk__empty">
      <Icon name={icon} />
      <p className="desk__empty-title">{title}</p>
      <p>{children}</p>
    </div>
  );
}

export interface LossQuestionProps {
  readonly title: string;
  /** What is lost. */
  readonly body: string;
  readonly confirm: string;
  readonly onConfirm: () => void;
  readonly onDismiss: () => void;
}

/** Asks before something is lost that cannot be had again. */
export function LossQuestion({ title, body, confirm, onConfirm, onDismiss }: LossQuestionProps) {
  const text = useText();
  return (
    <Question
      title={title}
      onDismiss={onDismiss}
      answers={
        <>
          <Button kind="primary" onClick={onDismiss}>
            {text('common.cancel')}
          </Button>
          <Button kind="danger" onClick={onConfirm}>
            {confirm}
          </Button>
        </>
      }
    >
      <p>{body}</p>
    </Question>
  );
}

/** While a list comes. */
export function ListComing({ label }: { readonly label: string }) {
  return (
    <div className="admin-shape" aria-busy="true">
      <ProgressBar label={label} fraction={null} />
    </div>
  );
}

export interface ListFailedProps {
  readonly title: string;
  /** What to do next. */
  readonly next: string;
  readonly onAgain: () => void;
}

/** In place of a list that could not be had. */
export function ListFailed({ title, next, onAgain }: ListFailedProps) {
  const text = useText();
  const again = (
    <Button icon="repeat" onClick={onAgain}>
      {text('common.retry')}
    </Button>
  );
  return (
    <Banner tone="warning" icon="warning" live="polite" title={title} actions={again}>
      <p>{next}</p>
    </Banner>
  );
}
