// Requests over connections that stay open, with as little of the client in the figures as Node allows (fetch costs more
// than the server does).
import { Agent, request } from 'node:http';
import { AS_MACHINE } from './line.ts';

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

/** @returns status and body */
export function send(url: string, body?: Buffer): Promise<{ readonly status: number; readonly text: string }> {
  const headers = { ...AS_MACHINE, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: body === undefined ? 'GET' : 'POST', agent, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString() }));
      answer.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
