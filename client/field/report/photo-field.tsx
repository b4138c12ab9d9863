// Photos as proof: the phone's own camera is asked for by a tap and never before; what it gives is made small at once.
import { Camera, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Photo, type PhotoTrouble, shrink } from '../outbox/photo.ts';
import { useAccountName } from '../use-account.ts';

/** A server takes more in one proof; a phone's line does not. */
const MOST = 3;

type Props = { readonly photos: readonly Photo[]; readonly onChange: (photos: readonly Photo[]) => void };

export function PhotoField({ photos, onChange }: Props) {
  const { t } = useTranslation();
  const account = useAccountName();
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<PhotoTrouble>();
  const take = async (picked: File | undefined) => {
    if (picked === undefined) return;
    setBusy(true);
    const photo = await shrink(picked, account);
    setBusy(false);
    setTrouble(photo.ok ? undefined : photo.error);
    if (photo.ok && photos.every(({ id }) => id !== photo.value.id)) onChange([...photos, photo.value]);
  };
  return (
    <div className="photo-field">
      {photos.map((photo, i) => (
        <div key={photo.id} className="photo-taken">
          <Taken photo={photo} label={t('photo.one', { n: i + 1 })} />
          <button
            type="button"
            aria-label={t('forms.photo.remove', { n: i + 1 })}
            onClick={() => onChange(photos.filter((one) => one !== photo))}
          >
            <X size={22} aria-hidden />
          </button>
        </div>
      ))}
      {photos.length < MOST && (
        <label className="field-button photo-take" aria-disabled={isBusy}>
          <Camera size={24} aria-hidden />
          {isBusy ? t('forms.photo.shrinking') : t('forms.photo.take')}
          <input
            type="file"
            accept="image/*"
            capture="environment"
            disabled={isBusy}
            onChange={({ target }) => {
              void take(target.files?.[0]);
              target.value = '';
            }}
          />
        </label>
      )}
      {trouble !== undefined && (
        <p className="notice" role="alert">
          {t(`forms.photo.${trouble}`)}
        </p>
      )}
    </div>
  );
}

function Taken({ photo, label }: { readonly photo: Photo; readonly label: string }) {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([photo.bytes], { type: photo.type }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [photo]);
  return address === undefined ? null : <img src={address} alt={label} />;
}
