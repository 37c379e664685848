/**
 * The drawings, each the inside of a 24 × 24 grid with round strokes of width 2. Drawn for this product.
 * A shape is a list of path data; a circle is written as two arcs so that one kind of element is enough.
 */
const circle = (x: number, y: number, r: number) =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${r * 2} 0a${r} ${r} 0 1 0 ${-r * 2} 0`;

export const shapes = {
  'arrow-left': ['M20 12H4', 'M11 5l-7 7 7 7'],
  'arrow-right': ['M4 12h16', 'M13 5l7 7-7 7'],
  bell: ['M5 17h14l-1.6-2.4V10a5.4 5.4 0 0 0-10.8 0v4.6z', 'M10 20.2a2.2 2.2 0 0 0 4 0'],
  camera: ['M3 7h11a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1z', 'M15 11l6-3v8l-6-3'],
  'camera-off': ['M6 7H3a1 1 0 0 0-1 1v8a1 1 0 0 0 1 1h11', 'M11 7h3a1 1 0 0 1 1 1v3l6-3v8', 'M3 3l18 18'],
  chat: ['M4 5h16v11H11l-4 4v-4H4z'],
  check: ['M4 12.5l5.5 5.5L20 6.5'],
  clock: [circle(12, 12, 9), 'M12 6.5V12l3.5 2.5'],
  close: ['M5 5l14 14', 'M19 5L5 19'],
  contrast: [circle(12, 12, 9), 'M12 3v18', 'M15 5.5v13', 'M18 8v8'],
  document: ['M6 3h8l4 4v14H6z', 'M14 3v4h4', 'M9 12h6', 'M9 16h6'],
  door: ['M13 4H6v16h7', 'M10 12h11', 'M17.5 8.5L21 12l-3.5 3.5'],
  ear: ['M7 9a5 5 0 0 1 10 0c0 4-4 4.5-4 8a3 3 0 0 1-5.5 1.6', 'M10 9.2a2 2 0 0 1 4 .3c0 1.3-1.3 1.8-2 2.5'],
  eye: ['M2 12c2.5-4.5 6-6.5 10-6.5s7.5 2 10 6.5c-2.5 4.5-6 6.5-10 6.5S4.5 16.5 2 12z', circle(12, 12, 3)],
  form: ['M5 3h14v18H5z', 'M8 8h3', 'M8 12h8', 'M8 16h8', 'M14 8h2'],
  globe: [circle(12, 12, 9), 'M3 12h18', 'M12 3c5 5.5 5 12.5 0 18', 'M12 3c-5 5.5-5 12.5 0 18'],
  hand: [
    'M8 13V5.5a1.5 1.5 0 0 1 3 0V11',
    'M11 10.5V4a1.5 1.5 0 0 1 3 0v7',
    'M14 11V6a1.5 1.5 0 0 1 3 0v8c0 4-2 7-5.5 7-3 0-4.5-1.5-6-4l-2-3.8a1.5 1.5 0 0 1 2.6-1.5L8 14',
  ],
  headset: [
    'M4 14v-2a8 8 0 0 1 16 0v2',
    'M4 13h3v6H5a1 1 0 0 1-1-1z',
    'M20 13h-3v6h2a1 1 0 0 0 1-1z',
    'M20 18c0 2.5-2 3.5-6 3.5',
  ],
  help: [circle(9, 7, 3.5), 'M2.5 20c0-4 2.5-7 6.5-7 2 0 3.7.8 4.8 2', 'M18 20v-9', 'M15 13.5L18 10.5l3 3'],
  info: [circle(12, 12, 9), 'M12 11v6', 'M12 7v.5'],
  keyboard: ['M2.5 6h19v12h-19z', 'M6 10h.5', 'M10 10h.5', 'M14 10h.5', 'M18 10h.5', 'M7 14h10'],
  line: ['M4 9.5c5-4.5 11-4.5 16 0', 'M7 13c3-2.7 7-2.7 10 0', 'M10 16.5c1.2-1 2.8-1 4 0', 'M12 19.5v.3'],
  list: ['M8 6h13', 'M8 12h13', 'M8 18h13', 'M3.5 6h.5', 'M3.5 12h.5', 'M3.5 18h.5'],
  lock: ['M5 11h14v10H5z', 'M8 11V8a4 4 0 0 1 8 0v3', 'M12 15v2'],
  microphone: ['M9 6a3 3 0 0 1 6 0v5a3 3 0 0 1-6 0z', 'M5 11a7 7 0 0 0 14 0', 'M12 18v3', 'M8 21h8'],
  'microphone-off': [
    'M9 9v2a3 3 0 0 0 4.5 2.6',
    'M15 11V6a3 3 0 0 0-5.8-1',
    'M5 11a7 7 0 0 0 11 5.7',
    'M18.6 13.5A7 7 0 0 0 19 11',
    'M12 18v3',
    'M8 21h8',
    'M3 3l18 18',
  ],
  minus: ['M5 12h14'],
  'phone-end': ['M3 14.5c5-5 13-5 18 0l-2 2.5-4-1.5v-2.5a12 12 0 0 0-6 0v2.5L5 17z'],
  plus: ['M5 12h14', 'M12 5v14'],
  print: ['M7 8V3h10v5', 'M7 17H4a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1h16a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1h-3', 'M7 14h10v7H7z'],
  redo: ['M20 9H9a5 5 0 0 0 0 10h4', 'M15.5 4.5L20 9l-4.5 4.5'],
  repeat: ['M4 11a8 8 0 0 1 14-4l2 2', 'M20 4v5h-5', 'M20 13a8 8 0 0 1-14 4l-2-2', 'M4 20v-5h5'],
  rotate: ['M5 12a7 7 0 1 0 2.5-5.4L5 9', 'M5 4v5h5'],
  scan: ['M5 13V4h10l4 4v5', 'M15 4v4h4', 'M2 13h20', 'M5 17v3h14v-3'],
  slow: [circle(12, 13, 8), 'M12 13L7.5 10.5', 'M12 5V2', 'M9 2h6'],
  stop: ['M7 3h10l4 4v10l-4 4H7l-4-4V7z', 'M8 12h8'],
  'text-size': ['M2.5 19L8 5l5.5 14', 'M4.3 14.5h7.4', 'M15 19l3.3-8.5L21.5 19', 'M16 16.5h4.5'],
  ticket: ['M3 7h18v3.5a1.5 1.5 0 0 0 0 3V17H3v-3.5a1.5 1.5 0 0 0 0-3z', 'M14 7v2', 'M14 11v2', 'M14 15v2'],
  undo: ['M4 9h11a5 5 0 0 1 0 10h-4', 'M8.5 4.5L4 9l4.5 4.5'],
  user: [circle(12, 8, 4), 'M4 21c0-4.5 3.5-7 8-7s8 2.5 8 7'],
  'volume-up': ['M3 9.5h4L12 5v14l-5-4.5H3z', 'M15.5 9a4 4 0 0 1 0 6', 'M18 6a8 8 0 0 1 0 12'],
  warning: ['M12 3.5L22 20.5H2z', 'M12 10v5', 'M12 17.5v.3'],
  window: ['M4 3h16v18H4z', 'M12 3v18', 'M4 12h16'],
  'zoom-in': [circle(10.5, 10.5, 7), 'M15.7 15.7L21 21', 'M7.5 10.5h6', 'M10.5 7.5v6'],
  'zoom-out': [circle(10.5, 10.5, 7), 'M15.7 15.7L21 21', 'M7.5 10.5h6'],
} as const satisfies Record<string, readonly string[]>;

export type IconName = keyof typeof shapes;
