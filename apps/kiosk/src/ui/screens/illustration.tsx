/** A counter window with a clerk in it, a citizen before it and a paper between them. Drawn in the colours of the mode. */
export function WindowIllustration() {
  return (
    <svg className="illustration" viewBox="0 0 560 440" aria-hidden="true" focusable="false">
      <rect className="ill-wall" x="24" y="20" width="512" height="330" rx="28" />
      <rect className="ill-glass" x="56" y="50" width="448" height="270" rx="16" />
      <path className="ill-shelf" d="M96 82h96v64H96zM96 166h96" />
      <path className="ill-plant" d="M428 250c-26-8-36-30-34-54 22 4 34 20 34 40 2-24 16-42 40-46 2 28-12 52-40 60z" />
      <path className="ill-pot" d="M408 250h44l-6 40h-32z" />
      {/* the clerk */}
      <path className="ill-hair" d="M216 168c-6-62 34-94 72-94s78 30 70 96c-4 34-20 46-20 46H236s-16-12-20-48z" />
      <path className="ill-clerk" d="M172 320c4-58 40-84 84-88h62c46 4 80 30 86 88z" />
      <path className="ill-skin" d="M262 214h50v26c-12 20-38 20-50 0z" />
      <ellipse className="ill-skin" cx="287" cy="166" rx="54" ry="62" />
      <path className="ill-hair" d="M232 160c4-42 26-60 56-60s54 18 56 60c-18-10-34-24-44-38-14 20-40 34-68 38z" />
      <path className="ill-line" d="M266 168v8M308 168v8M272 196c10 9 22 9 32 0" />
      <path className="ill-key" d="M274 244l13 22 14-22z" />
      <rect className="ill-paper" x="336" y="272" width="42" height="26" rx="3" />
      {/* the counter */}
      <path className="ill-counter" d="M8 320h544a8 8 0 0 1 8 8v22H0v-22a8 8 0 0 1 8-8z" />
      <path className="ill-counter-front" d="M16 350h528v70a16 16 0 0 1-16 16H32a16 16 0 0 1-16-16z" />
      {/* the paper on it */}
      <path className="ill-paper" d="M352 300l78-10 16 44-84 10z" />
      <path className="ill-line ill-line--thin" d="M370 312l44-6M374 322l44-6M378 332l28-4" />
      {/* the citizen, from behind */}
      <path className="ill-citizen" d="M66 440c2-70 30-104 74-106h20c46 4 72 36 74 106z" />
      <ellipse className="ill-grey" cx="150" cy="278" rx="50" ry="54" />
      <path className="ill-headset" d="M98 286c-4-46 22-72 52-72s58 26 54 72" />
      <rect className="ill-headset-cup" x="88" y="270" width="22" height="40" rx="10" />
      <rect className="ill-headset-cup" x="192" y="270" width="22" height="40" rx="10" />
    </svg>
  );
}
