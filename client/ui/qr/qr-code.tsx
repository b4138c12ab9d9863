// One QR code on the screen: dark on white whatever the theme, or cameras do not find it.
import { useEffect, useState } from 'react';
import './qr.css';
import { type DrawnCode, drawQr } from './draw.ts';

type Props = { readonly text: string /** what it is, for who does not see it */; readonly label: string };

export function QrCode({ text, label }: Props) {
  const [code, setCode] = useState<DrawnCode>();
  useEffect(() => {
    let isGone = false;
    void drawQr(text).then((drawn) => !isGone && setCode(drawn));
    return () => {
      isGone = true;
    };
  }, [text]);
  return (
    <svg
      className="qr-code"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${code?.size ?? 1} ${code?.size ?? 1}`}
      shapeRendering="crispEdges"
    >
      {code !== undefined && <path d={code.path} />}
    </svg>
  );
}
