/** Draws a person before a wall, as a camera would see one. Invented faces, for pictures of screens only. */
function drawPerson(brush: CanvasRenderingContext2D, looks: { wall: string; hair: string; clothes: string }): void {
  const { width, height } = brush.canvas;
  const oval = (x: number, y: number, rx: number, ry: number, colour: string) => {
    brush.fillStyle = colour;
    brush.beginPath();
    brush.ellipse(x * width, y * height, rx * width, ry * height, 0, 0, Math.PI * 2);
    brush.fill();
  };
  brush.fillStyle = looks.wall;
  brush.fillRect(0, 0, width, height);
  oval(0.5, 1.08, 0.27, 0.42, looks.clothes);
  oval(0.5, 0.42, 0.145, 0.3, looks.hair);
  oval(0.5, 0.68, 0.06, 0.13, '#f0caa8');
  oval(0.5, 0.46, 0.12, 0.25, '#f4d3b2');
  oval(0.5, 0.24, 0.11, 0.09, looks.hair);
  oval(0.455, 0.45, 0.011, 0.024, '#2b211c');
  oval(0.545, 0.45, 0.011, 0.024, '#2b211c');
  oval(0.5, 0.59, 0.03, 0.02, '#a8483f');
}

/** A still picture as a `MediaStream`, like a person who sits very still. */
export function personStream(who: 'citizen' | 'clerk' | 'colleague'): MediaStream {
  const canvas = document.createElement('canvas');
  canvas.width = 1280;
  canvas.height = 720;
  const brush = canvas.getContext('2d');
  if (brush === null) throw new Error('this browser draws no canvas');
  const looks = {
    clerk: { wall: '#dbe6ee', hair: '#2d2622', clothes: '#33475b' },
    colleague: { wall: '#dfe9df', hair: '#5a3d2b', clothes: '#3d5a45' },
    citizen: { wall: '#e8dfd0', hair: '#c9c9ce', clothes: '#7a5c8e' },
  }[who];
  drawPerson(brush, looks);
  const stream = canvas.captureStream(5);
  // A canvas that never changes gives no frame.
  setInterval(() => drawPerson(brush, looks), 200);
  return stream;
}

/** A page of a form as a picture. */
export async function samplePage(): Promise<string> {
  const canvas = document.createElement('canvas');
  canvas.width = 1240;
  canvas.height = 1754;
  const brush = canvas.getContext('2d');
  if (brush === null) throw new Error('this browser draws no canvas');
  await document.fonts.load('700 56px "BIZ UDPGothic"', '健康保険資格喪失証明書見本太郎事業所名称所在地年月日');
  brush.fillStyle = '#fffefb';
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.fillStyle = '#1a1a1a';
  brush.font = '700 56px "BIZ UDPGothic"';
  brush.fillText('健康保険資格喪失証明書', 310, 170);
  brush.font = '700 34px "BIZ UDPGothic"';
  const rows = [
    '氏名　　見本 太郎',
    '生年月日　昭和23年4月5日',
    '資格喪失日　令和8年9月1日',
    '事業所名称　見本商事',
    '所在地　窓野市青葉台1-2-3',
  ];
  brush.strokeStyle = '#1a1a1a';
  brush.lineWidth = 3;
  rows.forEach((row, i) => {
    brush.strokeRect(120, 260 + i * 120, 1000, 120);
    brush.fillText(row, 160, 335 + i * 120);
  });
  return canvas.toDataURL('image/png');
}
