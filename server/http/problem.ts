// Every error of the HTTP face is application/problem+json (RFC 9457) with a stable code; this is the one place they are made.
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorCode, Problem } from '#shared/errors.ts';
import { LogError } from '../log/event-log.ts';

const STATUS: { readonly [C in ErrorCode]?: number } = {
  unauthenticated: 401,
  forbidden: 403,
  'bad-origin': 403,
  'not-found': 404,
  'unknown-entity': 404,
  conflict: 409,
  resync: 410,
  'too-large': 413,
  'rate-limited': 429,
  internal: 500,
  stopping: 503,
  'disk-full': 507,
};

export const statusOf = (code: ErrorCode): number => STATUS[code] ?? 422;

/** Sends one problem; `status` where the code alone does not decide it. */
export function sendProblem(reply: FastifyReply, problem: Problem, status = statusOf(problem.code)): FastifyReply {
  return reply
    .code(status)
    .type('application/problem+json')
    .send({
      type: 'about:blank',
      title: problem.code,
      status,
      code: problem.code,
      detail: problem.message,
      ...(problem.field === undefined ? {} : { field: problem.field }),
    });
}

const FASTIFY_CODES: Readonly<Record<string, { readonly code: ErrorCode; readonly status: number }>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: { code: 'too-large', status: 413 },
  FST_REQ_FILE_TOO_LARGE: { code: 'too-large', status: 413 },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { code: 'malformed', status: 415 },
  FST_ERR_CTP_EMPTY_JSON_BODY: { code: 'malformed', status: 422 },
  FST_ERR_VALIDATION: { code: 'invalid-value', status: 422 },
  FST_ERR_RATE_LIMIT: { code: 'rate-limited', status: 429 },
};

/** Expected failures keep their words; everything else says nothing of the inside and goes to the log. */
export function onError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof LogError && error.code === 'disk-full') {
    return sendProblem(reply, {
      code: 'disk-full',
      message: 'the disk is full: nothing of this was stored; free space and send it again',
    });
  }
  if (error instanceof LogError && error.code === 'closed') {
    return sendProblem(reply, { code: 'stopping', message: 'the server is stopping; send it again in a moment' });
  }
  const known = FASTIFY_CODES[error.code];
  if (known !== undefined) return sendProblem(reply, { code: known.code, message: error.message }, known.status);
  if (error.statusCode === 429) return sendProblem(reply, { code: 'rate-limited', message: error.message });
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return sendProblem(reply, { code: 'malformed', message: error.message }, error.statusCode);
  }
  request.log.error(error);
  return sendProblem(reply, { code: 'internal', message: 'something failed inside; the server log has the details' });
}
