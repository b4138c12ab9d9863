// A sealed bundle as a text file: what chats and mail carry without touching it, and phones let a page share.

const COLUMNS = 76;

/** @param head one line, for whoever opens it elsewhere */
export function textOf(sealed: Uint8Array, head: string): string {
  let binary = '';
  for (let i = 0; i < sealed.length; i += 8192) binary += String.fromCharCode(...sealed.subarray(i, i + 8192));
  const lines = btoa(binary).match(new RegExp(`.{1,${COLUMNS}}`, 'g')) ?? [];
  return `${[head, ...lines].join('\n')}\n`;
}

/** Whatever line ends it got on its way. @returns undefined where it is no such file; of half a file, that half */
export function sealedOf(text: string): Uint8Array<ArrayBuffer> | undefined {
  const end = text.indexOf('\n');
  const said = text.slice(end + 1).replace(/\s/g, '');
  try {
    const binary = atob(said.slice(0, said.length - (said.length % 4)));
    return Uint8Array.from(binary, (sign) => sign.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** @param count of the reports in it @param now ms */
export const fileName = (count: number, now: number): string =>
  `cordon-handover-${count}-${new Date(now).toISOString().slice(0, 16).replace(/[-:T]/g, '')}.txt`;
