// The line at the lower left of every map: whose ground it is.
import './credit.css';
import type { BasemapInfo } from '#shared/basemap.ts';
import type { Language } from '#shared/terms/term.ts';
import { comingText, creditOf } from './credit-text.ts';

type Props = { readonly info: BasemapInfo | undefined; readonly language: Language };

export function Credit({ info, language }: Props) {
  if (info === undefined) return <p className="map-credit map-credit-coming">{comingText(language)}</p>;
  const credit = creditOf(info, language);
  if (credit === undefined) return null;
  return (
    <p className="map-credit">
      {credit.parts.join(' · ')}
      {credit.warning !== undefined && <strong>{credit.warning}</strong>}
    </p>
  );
}
