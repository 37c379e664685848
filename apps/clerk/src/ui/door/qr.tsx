import qrcode from 'qrcode-generator';
import { useMemo } from 'react';

/** Light modules around the code that readers need (ISO/IEC 18004, 6.3.8). */
const QUIET = 4;

/** A QR code, drawn here: what it holds is a secret and goes nowhere. Black on white in every contrast, since that is what readers read. */
export function QrCode({ content, label }: { readonly content: string; readonly label: string }) {
  const { size, path } = useMemo(() => draw(content), [content]);
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
}

/** @returns the side in modules, quiet zone included, and all dark modules as one path */
function draw(content: string): { size: number; path: string } {
  const code = qrcode(0, 'M');
  code.addData(content);
  code.make();
  const modules = code.getModuleCount();
  let path = '';
  for (let row = 0; row < modules; row++)
    for (let column = 0; column < modules; column++)
      if (code.isDark(row, column)) path += `M${column + QUIET} ${row + QUIET}h1v1h-1z`;
  return { size: modules + 2 * QUIET, path };
}
