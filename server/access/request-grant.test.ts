import { describe, expect, it } from 'vitest';
import { bearerKey, isForeignOrigin, sessionToken, setCookie } from './request-grant.ts';

describe('the session cookie', () => {
  it('is read by its whole name only', () => {
    expect(sessionToken('a=1; cordon_session=T; b=2', false)).toBe('T');
    expect(sessionToken('__Host-cordon_session=T', true)).toBe('T');
    expect(sessionToken('cordon_session=T', true)).toBeUndefined();
    expect(sessionToken('xcordon_session=T; __Host-cordon_session=U', false)).toBeUndefined();
    expect(sessionToken(undefined, false)).toBeUndefined();
  });

  it('is out of reach for scripts and other sites', () => {
    expect(setCookie('T', 60, false)).toBe('cordon_session=T; Path=/; Max-Age=60; HttpOnly; SameSite=Strict');
    expect(setCookie('T', 60, true)).toBe(
      '__Host-cordon_session=T; Path=/; Max-Age=60; HttpOnly; SameSite=Strict; Secure',
    );
  });
});

it('a key is what follows Bearer; other schemes are a proxy’s own', () => {
  expect(bearerKey('Bearer abc')).toBe('abc');
  expect(bearerKey('bearer  abc ')).toBe('abc');
  expect(bearerKey('Bearer')).toBe('');
  expect(bearerKey('Basic abc')).toBeUndefined();
  expect(bearerKey(undefined)).toBeUndefined();
});

describe('an origin', () => {
  const foreign = (origin: string | undefined, host: string | undefined, secure = false) =>
    isForeignOrigin({ origin, host, 'x-forwarded-host': 'evil.example' }, secure);

  it('is our own when its host is the one that was asked', () => {
    expect(foreign(undefined, '127.0.0.1:8080')).toBe(false);
    expect(foreign('http://127.0.0.1:8080', '127.0.0.1:8080')).toBe(false);
    expect(foreign('http://LOCALHOST:8080', 'localhost:8080')).toBe(false);
    expect(foreign('http://[::1]:8080', '[::1]:8080')).toBe(false);
    expect(foreign('https://cordon.example', 'cordon.example:443', true)).toBe(false);
    // TLS ended by a proxy in front of us
    expect(foreign('https://cordon.example', 'cordon.example')).toBe(false);
  });

  it('is foreign with another host, port, or scheme, and when it is hidden', () => {
    expect(foreign('http://evil.example', '127.0.0.1:8080')).toBe(true);
    expect(foreign('http://127.0.0.1:8081', '127.0.0.1:8080')).toBe(true);
    expect(foreign('http://cordon.example', 'cordon.example', true)).toBe(true);
    expect(foreign('null', '127.0.0.1:8080')).toBe(true);
    expect(foreign('file://127.0.0.1:8080', '127.0.0.1:8080')).toBe(true);
    expect(foreign('http://127.0.0.1:8080', undefined)).toBe(true);
    expect(foreign('', '127.0.0.1:8080')).toBe(true);
  });
});
