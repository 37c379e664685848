import { Button, useText } from '@mado/ui';

/** As many as one command may ask for. */
export const MAX_COPIES = 10;

export interface CopiesProps {
  readonly copies: number;
  readonly onChange: (copies: number) => void;
}

/** How many copies, by two buttons so that no digit is mistyped. */
export function Copies({ copies, onChange }: CopiesProps) {
  const text = useText();
  const set = (next: number) => onChange(Math.min(MAX_COPIES, Math.max(1, next)));
  return (
    <div className="copies" role="group" aria-label={text('clerk.print.copies')}>
      <span>{text('clerk.print.copies')}</span>
      <Button
        icon="minus"
        aria-label={text('clerk.print.fewer')}
        aria-disabled={copies === 1}
        onClick={() => set(copies - 1)}
      />
      <output className="copies__count">{copies}</output>
      <Button
        icon="plus"
        aria-label={text('clerk.print.more')}
        aria-disabled={copies === MAX_COPIES}
        onClick={() => set(copies + 1)}
      />
    </div>
  );
}
