// Processes of a bench's own, asked by message: a client that shared the server's process would be measured with it.
import { type ChildProcess, fork } from 'node:child_process';

type Question = { readonly n: number; readonly name: string; readonly given: unknown };
type Answer = { readonly n: number; readonly value?: unknown; readonly error?: string };

export class Child {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, { go: (value: never) => void; fail: (error: Error) => void }>();
  #asked = 0;

  /** @param file path of a module that calls `answerAll` */
  constructor(file: string, args: readonly string[] = []) {
    this.#process = fork(file, [...args], { execArgv: ['--expose-gc'], serialization: 'json' });
    this.#process.on('message', ({ n, value, error }: Answer) => {
      const waiting = this.#waiting.get(n);
      this.#waiting.delete(n);
      if (error === undefined) waiting?.go(value as never);
      else waiting?.fail(new Error(error));
    });
    this.#process.on('exit', (code, signal) => {
      for (const { fail } of this.#waiting.values()) fail(new Error(`${file} ended with ${code ?? signal}`));
    });
  }

  ask<T>(name: string, given?: unknown): Promise<T> {
    this.#asked += 1;
    const question: Question = { n: this.#asked, name, given };
    return new Promise<T>((go, fail) => {
      this.#waiting.set(question.n, { go, fail });
      this.#process.send(question);
    });
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#process.kill(signal);
  }

  /** Ends at once: nothing of a bench is worth closing. */
  end(): void {
    this.#process.kill('SIGKILL');
  }
}

/** The other side of `Child`: one handler a question. The process ends when its parent does. */
export function answerAll(handlers: Readonly<Record<string, (given: never) => unknown>>): void {
  process.on('message', async ({ n, name, given }: Question) => {
    const answer = (rest: Omit<Answer, 'n'>): void => void process.send?.({ n, ...rest });
    try {
      const handler = handlers[name];
      if (handler === undefined) throw new Error(`nobody answers ${name}`);
      answer({ value: await handler(given as never) });
    } catch (error) {
      answer({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
  process.on('disconnect', () => process.exit(0));
}
