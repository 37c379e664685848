import { shapes, type IconName } from './shapes.ts';

export interface IconProps {
  readonly name: IconName;
  /** Words for a screen reader; without them the icon is decoration beside words that say the same. */
  readonly label?: string;
  readonly className?: string;
}

/** One of the product's own drawings, in the colour and 1.35 times the size of the text around it. */
export function Icon({ name, label, className }: IconProps) {
  const naming = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return (
    <svg
      className={className ? `mado-icon ${className}` : 'mado-icon'}
      viewBox="0 0 24 24"
      focusable="false"
      {...naming}
    >
      {shapes[name].map((path) => (
        <path key={path} d={path} />
      ))}
    </svg>
  );
}
