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
  oval(0.5, 1.06, 0.26, 0.4, looks.clothes);
  oval(0.5, 0.43, 0.14, 0.29, looks.hair);
  oval(0.5, 0.69, 0.055, 0.12, '#eec39f');
  oval(0.5, 0.47, 0.118, 0.24, '#f3cfae');
  oval(0.5, 0.26, 0.11, 0.09, looks.hair);
  oval(0.457, 0.46, 0.01, 0.022, '#2b211c');
  oval(0.543, 0.46, 0.01, 0.022, '#2b211c');
  oval(0.5, 0.6, 0.028, 0.016, '#a8483f');
}

/** A still picture as a `MediaStream`. */
export function personStream(who: 'citizen' | 'clerk' | 'colleague'): MediaStream {
  const canvas = document.createElement('canvas');
  canvas.width = 960;
  canvas.height = 540;
  const brush = brushOf(canvas);
  const looks = {
    clerk: { wall: '#d9e4ec', hair: '#2d2622', clothes: '#33475b' },
    colleague: { wall: '#dfe9df', hair: '#5a3d2b', clothes: '#3d5a45' },
    citizen: { wall: '#e8dfd0', hair: '#c9c9ce', clothes: '#6d6a8e' },
  }[who];
  drawPerson(brush, looks);
  const stream = canvas.captureStream(5);
  // A canvas that never changes gives no frame.
  setInterval(() => drawPerson(brush, looks), 200);
  return stream;
}

/** A scanned certificate with invented data, as PNG bytes, as large as A4 at 150 dpi. */
export async function scannedPaper(): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = document.createElement('canvas');
  canvas.width = 1240;
  canvas.height = 1754;
  const brush = brushOf(canvas);
  await document.fonts.load('700 58px "BIZ UDPGothic"', '埋火葬許可証');
  brush.fillStyle = '#fdfcf7';
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.rotate(0.006);
  brush.fillStyle = '#20242b';
  brush.strokeStyle = '#20242b';
  brush.lineWidth = 3;
  brush.font = '700 58px "BIZ UDPGothic"';
  brush.fillText('埋 火 葬 許 可 証', 390, 190);
  brush.font = '400 32px "BIZ UDPGothic"';
  const rows: readonly (readonly [string, string])[] = [
    ['死亡者の氏名', '窓野　一郎'],
    ['性別', '男'],
    ['生年月日', '昭和13年5月12日'],
    ['本籍', '窓野市青葉台一丁目2番'],
    ['住所', '窓野市青葉台一丁目2番3号'],
    ['死亡年月日時', '令和8年11月2日　午前4時20分'],
    ['死亡の場所', '窓野市立病院'],
    ['火葬の場所', '窓野市斎場'],
    ['申請者の氏名', '窓野　花子'],
    ['死亡者との続柄', '長女'],
  ];
  rows.forEach(([name, value], index) => {
    const top = 280 + index * 104;
    brush.strokeRect(110, top, 1020, 104);
    brush.strokeRect(110, top, 300, 104);
    brush.fillText(name, 136, top + 64);
    brush.fillText(value, 440, top + 64);
  });
  brush.fillText('上記のとおり許可する。', 136, 1400);
  brush.fillText('令和8年11月3日', 136, 1470);
  brush.fillText('窓野市長　見本　太郎', 640, 1560);
  brush.strokeStyle = '#b3261e';
  brush.strokeRect(1000, 1500, 96, 96);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob === null) throw new Error('the canvas gave no picture');
  return new Uint8Array(await blob.arrayBuffer());
}

function brushOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const brush = canvas.getContext('2d');
  if (brush === null) throw new Error('this browser draws no canvas');
  return brush;
}

/** Address of a still picture of an invented citizen. */
export function personPicture(): string {
  const canvas = document.createElement('canvas');
  canvas.width = 320;
  canvas.height = 180;
  drawPerson(brushOf(canvas), { wall: '#e8dfd0', hair: '#c9c9ce', clothes: '#7a5c8e' });
  return canvas.toDataURL('image/jpeg');
}
