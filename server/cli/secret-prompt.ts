// Asks for a password on a terminal without showing it; from a pipe it is the first line.
import type { ReadStream } from 'node:tty';

/** @returns undefined when the input ends or Ctrl-C is pressed first */
export async function askSecret(
  prompt: string,
  input: NodeJS.ReadStream,
  output: NodeJS.WritableStream,
): Promise<string | undefined> {
  if (!input.isTTY) return firstLine(input);
  output.write(prompt);
  input.setRawMode(true);
  try {
    return await typed(input);
  } finally {
    input.setRawMode(false);
    input.pause();
    output.write('\n');
  }
}

async function firstLine(input: NodeJS.ReadableStream): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  for await (const chunk of input) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8').split(/\r?\n/)[0] || undefined;
}

const ENTER = new Set(['\r', '\n']);
// Ctrl-C and Ctrl-D
const CANCEL = new Set(['\u0003', '\u0004']);
// Backspace and Delete: terminals send either
const ERASE = new Set(['\b', '\u007f']);

function typed(input: ReadStream): Promise<string | undefined> {
  input.setEncoding('utf8');
  input.resume();
  return new Promise((resolve) => {
    const letters: string[] = [];
    const hear = (chunk: string): void => {
      for (const letter of chunk) {
        if (ENTER.has(letter) || CANCEL.has(letter)) {
          input.off('data', hear);
          resolve(CANCEL.has(letter) ? undefined : letters.join(''));
          return;
        }
        if (ERASE.has(letter)) letters.pop();
        else letters.push(letter);
      }
    };
    input.on('data', hear);
  });
}
