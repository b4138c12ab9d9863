// A proof photo as the server has it: small in its place, whole when one asks for it. Who may not see it is not shown it.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import './photo.css';

type Props = { readonly id: string /** 1 for the first */; readonly n?: number };

export function ProofPhoto({ id, n = 1 }: Props) {
  const { t } = useTranslation();
  const [isMissing, setMissing] = useState(false);
  if (isMissing) return <span className="proof-missing">{t('photo.missing')}</span>;
  const address = `/api/files/${encodeURIComponent(id)}`;
  return (
    <a className="proof-photo" href={address} target="_blank" rel="noreferrer" aria-label={t('photo.open', { n })}>
      <img src={address} alt={t('photo.one', { n })} loading="lazy" onError={() => setMissing(true)} />
    </a>
  );
}
