import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { err, out, outSource, printJson, shown, statusText, table } from './print.ts'

const isTTY = process.stdout.isTTY
let written = ''

beforeEach(() => {
  written = ''
  vi.stubEnv('FORCE_COLOR', '1')
  const write = (text: unknown): boolean => {
    written += String(text)
    return true
  }
  vi.spyOn(process.stdout, 'write').mockImplementation(write)
  vi.spyOn(process.stderr, 'write').mockImplementation(write)
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  process.stdout.isTTY = isTTY
})

const nasty = 'a\u001b]52;c;aGk=\u0007\u001b[2J\u009b1m\u202eb\u001b[31m'
const harmless = 'a\\x1b]52;c;aGk=\\x07\\x1b[2J\\x9b1m\\u202eb\\x1b[31m'

it('a table shows escape sequences of its cells as text, and has colors of its own', () => {
  out(table(['RUN', 'STATUS', 'JOB'], [['1', statusText('failed', 'exit-code', 3), `${nasty}\nsecond`]]))
  const [, row = ''] = written.split('\n')
  expect(row).toBe(`1    \u001b[31m✗ failed (exit 3)\u001b[39m  ${harmless}\\nsecond`)
})

it('columns of a table are as wide as their visible text', () => {
  const rows = [
    [statusText('failed', null), 'x'],
    ['a\u001b', 'x'],
  ]
  expect(
    shown(table(['A', 'B'], rows))
      .split('\n')
      .slice(1),
  ).toEqual(['\u001b[31m✗ failed\u001b[39m  x', 'a\\x1b     x'])
})

it.each([
  ['a line', () => out(nasty), `${harmless}\n`],
  ['an error', () => err(`lf: ${nasty}\nnext`), `lf: ${harmless}\nnext\n`],
])('%s shows escape sequences as text', (_, write, expected) => {
  write()
  expect(written).toBe(expected)
})

it('printed JSON has the same value and no control characters', () => {
  printJson({ name: nasty })
  expect(JSON.parse(written)).toEqual({ name: nasty })
  expect(shown(written)).toBe(written)
})

it('a source is printed byte for byte to a file, and with visible control characters to a terminal', () => {
  process.stdout.isTTY = false
  outSource(nasty)
  process.stdout.isTTY = true
  outSource(nasty)
  expect(written).toBe(nasty + harmless)
})
