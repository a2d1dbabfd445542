import { describe, expect, it } from 'vitest';
import { isReadableOnTheWay } from '#contracts/server-address.ts';

const LOOPBACK = ['localhost', '127.0.0.1', '127.8.0.9', '[::1]'];

describe('an address without encryption', () => {
  it.each([
    'http://localhost:5984',
    'HTTP://LOCALHOST',
    'http://127.0.0.1/x',
    'http://[::1]:5984',
    'http://name:pw@localhost',
    'https://couch.example.org',
  ])('is nobody’s to read within this machine, nor encrypted: %s', (url) => {
    expect(isReadableOnTheWay(url)).toBe(false);
  });

  it.each([
    'http://couch.example.org',
    ' http://couch.example.org',
    'http:///couch.example.org',
    'http:\\\\couch.example.org',
    'http://couch.example.org\\@localhost',
    'http://couch.example.org\\.localhost',
    'http://localhost@couch.example.org',
    'http://localhost:pw@couch.example.org',
    'http://127.0.0.1.example.org',
    'http://couch.example.org#@localhost',
  ])('is where it leads, as every program reads it: %s', (url) => {
    expect(LOOPBACK).not.toContain(new URL(url).hostname);
    expect(isReadableOnTheWay(url)).toBe(true);
  });
});
