import { useEffect, useRef, useState } from 'react';
import { languageNames, languages } from '../catalogue/language.ts';
import { useText } from '../catalogue/react.tsx';
import { Button } from '../parts/button.tsx';
import type { DisplaySettings } from './settings.ts';

export interface DisplaySwitchesProps {
  readonly settings: DisplaySettings;
  readonly onChange: (settings: DisplaySettings) => void;
}

/** Language, large print, high contrast: three buttons, always there. */
export function DisplaySwitches({ settings, onChange }: DisplaySwitchesProps) {
  const text = useText();
  const [open, setOpen] = useState(false);
  const menu = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!open) return;
    const closeOutside = (event: Event) => {
      if (event.target instanceof Node && menu.current?.contains(event.target)) return;
      setOpen(false);
    };
    const closeOnEscape = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setOpen(false);
    };
    document.addEventListener('pointerdown', closeOutside);
    document.addEventListener('keydown', closeOnEscape);
    return () => {
      document.removeEventListener('pointerdown', closeOutside);
      document.removeEventListener('keydown', closeOnEscape);
    };
  }, [open]);

  return (
    <div className="mado-switches" role="group" aria-label={text('common.display')}>
      <div className="mado-switches__menu" ref={menu}>
        <Button icon="globe" aria-expanded={open} aria-haspopup="true" onClick={() => setOpen((was) => !was)}>
          {text('common.language')}
        </Button>
        {open ? (
          <div className="mado-switches__languages" role="group" aria-label={text('common.language')}>
            {languages.map((language) => (
              <Button
                key={language}
                lang={language === 'ja-easy' ? 'ja' : language}
                aria-pressed={settings.language === language}
                onClick={() => {
                  setOpen(false);
                  onChange({ ...settings, language });
                }}
              >
                {languageNames[language]}
              </Button>
            ))}
          </div>
        ) : null}
      </div>
      <Button
        icon="text-size"
        aria-pressed={settings.largePrint}
        onClick={() => onChange({ ...settings, largePrint: !settings.largePrint })}
      >
        {text('common.large-print')}
      </Button>
      <Button
        icon="contrast"
        aria-pressed={settings.highContrast}
        onClick={() => onChange({ ...settings, highContrast: !settings.highContrast })}
      >
        {text('common.high-contrast')}
      </Button>
    </div>
  );
}
