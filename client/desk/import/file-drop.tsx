// A file may be dropped anywhere on the desk; dropping it only shows it.
import './file-drop.css';
import { type DragEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useImportFile } from './choose-file.ts';

const hasFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');

export function FileDrop({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const take = useImportFile((state) => state.take);
  // Entering a child leaves its parent: only the count of both tells when the pointer is really gone.
  const [depth, setDepth] = useState(0);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button in the import panel does the same for the keyboard
    <div
      className="file-drop"
      onDragEnter={(event) => hasFiles(event) && setDepth((before) => before + 1)}
      onDragLeave={(event) => hasFiles(event) && setDepth((before) => Math.max(0, before - 1))}
      onDragOver={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
      }}
      onDrop={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setDepth(0);
        const [file] = event.dataTransfer.files;
        if (file !== undefined) take(file);
      }}
    >
      {children}
      {depth > 0 && <p className="file-drop-hint">{t('import.drop')}</p>}
    </div>
  );
}
