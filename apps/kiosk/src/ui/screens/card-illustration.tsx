/** A card on its reader; `move`: where it goes. */
export function CardIllustration({ move }: { readonly move: 'on' | 'lies' | 'off' }) {
  return (
    <svg className="card-ill" viewBox="0 0 400 260" aria-hidden="true" focusable="false">
      <rect className="card-ill__reader" x="40" y="150" width="320" height="86" rx="20" />
      <path className="card-ill__slot" d="M76 176h248" />
      <circle className="card-ill__lamp" cx="322" cy="212" r="8" />
      <g transform={move === 'lies' ? 'translate(0 56)' : undefined}>
        <rect className="card-ill__card" x="110" y="30" width="180" height="104" rx="12" />
        <rect className="card-ill__face" x="236" y="58" width="40" height="50" rx="5" />
        <circle className="card-ill__head" cx="256" cy="76" r="9" />
        <path className="card-ill__head" d="M240 106c2-14 8-20 16-20s14 6 16 20z" />
        <path className="card-ill__words" d="M126 52h74M126 74h92M126 92h70M126 110h84" />
      </g>
      {move === 'lies' ? null : (
        <path
          className="card-ill__arrow"
          d={move === 'on' ? 'M340 40v84M316 100l24 26 24-26' : 'M340 126V42M316 66l24-26 24 26'}
        />
      )}
    </svg>
  );
}
