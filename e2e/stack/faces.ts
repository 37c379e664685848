/** Colours of one drawn person. */
interface Looks {
  wall: string;
  skin: string;
  hair: string;
  clothes: string;
  glasses: boolean;
  badge: string | null;
}

const citizen: Looks = {
  wall: '#e8dfd0',
  skin: '#f2cfae',
  hair: '#c9c9ce',
  clothes: '#7a5c8e',
  glasses: true,
  badge: null,
};
const clerk: Looks = {
  wall: '#dbe6ee',
  skin: '#f4d3b2',
  hair: '#2d2622',
  clothes: '#33475b',
  glasses: false,
  badge: '佐藤',
};

/** A drawn person before a wall, 1280×720, with the mouth open by `open` (0 to 1): what the cameras of tests and demo see. */
export function drawPerson(role: 'kiosk' | 'clerk', open: number): string {
  const looks = role === 'kiosk' ? citizen : clerk;
  const mouth = 6 + Math.round(open * 26);
  const bun = role === 'kiosk' ? `<circle cx="640" cy="92" r="46" fill="${looks.hair}"/>` : '';
  const fringe =
    role === 'kiosk'
      ? `<path d="M478 300 Q480 130 640 122 Q800 130 802 300 Q770 200 640 196 Q510 200 478 300Z" fill="${looks.hair}"/>`
      : `<path d="M474 320 Q470 118 640 112 Q810 118 806 320 Q800 232 742 206 Q650 252 520 226 Q484 250 474 320Z" fill="${looks.hair}"/>`;
  const glasses = looks.glasses
    ? `<g fill="none" stroke="#5b4636" stroke-width="6"><circle cx="572" cy="318" r="46"/><circle cx="708" cy="318" r="46"/><path d="M618 318h44M526 312l-46 -14M754 312l46 -14"/></g>`
    : '';
  const badge =
    looks.badge === null
      ? ''
      : `<g><rect x="742" y="606" width="120" height="76" rx="6" fill="#fff" stroke="#8fa3b5" stroke-width="3"/><rect x="742" y="606" width="120" height="20" fill="#0017c1"/><text x="802" y="664" font-family="BIZ UDPGothic, sans-serif" font-size="32" text-anchor="middle" fill="#222">${looks.badge}</text></g>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="720" viewBox="0 0 1280 720">
  <rect width="1280" height="720" fill="${looks.wall}"/>
  <rect x="60" y="60" width="240" height="320" fill="#ffffff" opacity="0.55"/><rect x="980" y="100" width="220" height="260" fill="#ffffff" opacity="0.4"/>
  ${bun}
  <ellipse cx="640" cy="300" rx="176" ry="196" fill="${looks.hair}"/>
  <path d="M330 720 Q350 560 560 536 L720 536 Q930 560 950 720Z" fill="${looks.clothes}"/>
  <path d="M568 470h144v74q-72 66 -144 0Z" fill="${looks.skin}"/>
  <ellipse cx="640" cy="334" rx="152" ry="178" fill="${looks.skin}"/>
  ${fringe}
  <ellipse cx="572" cy="320" rx="14" ry="17" fill="#2b211c"/><ellipse cx="708" cy="320" rx="14" ry="17" fill="#2b211c"/>
  <path d="M540 272q32 -18 62 0M678 272q32 -18 62 0" stroke="${looks.hair}" stroke-width="9" fill="none" stroke-linecap="round"/>
  ${glasses}
  <path d="M640 340q-14 44 6 50" stroke="#d19f78" stroke-width="6" fill="none" stroke-linecap="round"/>
  <ellipse cx="640" cy="438" rx="42" ry="${mouth}" fill="#a8483f"/>
  <ellipse cx="536" cy="396" rx="26" ry="16" fill="#eeb09a" opacity="0.6"/><ellipse cx="744" cy="396" rx="26" ry="16" fill="#eeb09a" opacity="0.6"/>
  ${badge}
</svg>`;
}
