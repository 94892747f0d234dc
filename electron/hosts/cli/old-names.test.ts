import { expect, it } from 'vitest'
import { withNewNames } from './old-names.ts'

const read = (text: string): string => withNewNames(text.split(' ')).join(' ')

it.each([
  ['schedule slots nightly --limit 5', 'schedule occurrences nightly --limit 5'],
  ['--data d schedule slots nightly', '--data d schedule occurrences nightly'],
  ['schedule --json slots nightly', 'schedule --json occurrences nightly'],
  ['trigger add sort --files f --settle 5s', 'trigger add sort --files f --debounce 5s'],
  ['queue pause disk --note full', 'queue pause disk --reason full'],
  ['queue drain disk --note=full', 'queue drain disk --reason=full'],
  ['trigger add sort --settle=5s', 'trigger add sort --debounce=5s'],
])('lf %s works under its old name', (given, expected) => expect(read(given)).toBe(expected))

it.each([
  'schedule why slots now',
  'job show slots',
  'run slots',
  'trigger list --settle',
  'exec -- schedule slots',
  '--data schedule slots',
])('lf %s is left alone', (given) => expect(read(given)).toBe(given))
