import { Button, Icon, useText } from '@mado/ui';
import { useEffect, useRef, useState } from 'react';
import type { EnrolmentActions } from '../edge/enrolment-desk.ts';
import { groupsOf, LETTERS } from '../state/code.ts';
import { isReady, type EnrolmentState, type Why } from '../state/enrolment-state.ts';
import { Clocks } from './clocks.tsx';
import { NoteBanner } from './note-banner.tsx';

export interface CodeStepProps {
  readonly state: EnrolmentState;
  readonly why: Why;
  readonly actions: EnrolmentActions;
  readonly pad: boolean;
}

/** The one-time code: typed, pasted or pressed. */
export function CodeStep({ state, why, actions, pad }: CodeStepProps) {
  const text = useText();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const ready = isReady(state);
  const send = (
    <Button className="enrol__send" type="submit" kind="primary" iconAfter="arrow-right" aria-disabled={!ready}>
      {text(state.step === 'sending' ? 'enrol.sending' : 'enrol.send')}
    </Button>
  );
  return (
    <form
      className={pad ? 'enrol__entry enrol__entry--pad' : 'enrol__entry'}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) actions.send();
      }}
    >
      <div className="enrol__words">
        <h1 className="enrol__title">{text(`enrol.why.${why}`)}</h1>
        <p>{text(`enrol.next.${why}`)}</p>
        <Clocks state={state} />
        <div className="enrol__field">
          <label htmlFor="enrol-code">{text('enrol.code')}</label>
          <CodeInput state={state} actions={actions} input={input} />
          <p id="enrol-hint" className="enrol__quiet" data-strange={state.strange}>
            {text(state.strange ? 'enrol.code.strange' : 'enrol.code.hint')}
          </p>
        </div>
        <NoteBanner note={state.note} />
        {pad ? null : <div>{send}</div>}
      </div>
      {pad ? (
        <div className="enrol__pad" role="group" aria-label={text('enrol.code')}>
          {Array.from(LETTERS, (letter) => (
            <button key={letter} type="button" className="enrol__key" onClick={() => actions.press(letter)}>
              {letter}
            </button>
          ))}
          <button type="button" className="enrol__key enrol__key--erase" onClick={actions.erase}>
            <Icon name="undo" />
            {text('enrol.erase')}
          </button>
          {send}
        </div>
      ) : null}
    </form>
  );
}

interface CodeInputProps {
  readonly state: EnrolmentState;
  readonly actions: EnrolmentActions;
  readonly input: React.RefObject<HTMLInputElement | null>;
}

/** While a Japanese input method composes, what stands there is its own; it is read when it is done. */
function CodeInput({ state, actions, input }: CodeInputProps) {
  const [composing, setComposing] = useState<string | null>(null);
  return (
    <input
      ref={input}
      id="enrol-code"
      className="enrol__input"
      lang="en"
      autoComplete="off"
      autoCapitalize="characters"
      spellCheck={false}
      placeholder="XXXX-XXXX-XXXX"
      aria-describedby="enrol-hint"
      value={composing ?? groupsOf(state.code)}
      onCompositionStart={(event) => setComposing(event.currentTarget.value)}
      onCompositionEnd={(event) => {
        setComposing(null);
        actions.type(event.currentTarget.value);
      }}
      onChange={(event) => {
        if (composing === null) actions.type(event.target.value);
        else setComposing(event.target.value);
      }}
    />
  );
}
