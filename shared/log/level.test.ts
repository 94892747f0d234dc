import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { levelOf } from './level.ts'
import { createLevels } from './traces.ts'

/** Lines of many tools, each after its level: error, warning, - or, for the lines of a trace after its first, trace. */
const samples = readFileSync(new URL('../../e2e/data/levels.txt', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line, at) => ({ n: at + 1, expected: line.slice(0, line.indexOf('\t')), text: line.slice(line.indexOf('\t') + 1) }))

type Sample = (typeof samples)[number]

function classified(texts: string[]) {
  const levels = createLevels()
  for (const [at, text] of texts.entries()) levels.take(at + 1, text, texts[at - 1] ?? null)
  levels.finish()
  return levels.taken(Number.POSITIVE_INFINITY)
}

/** How many of the found are right, and how many of the expected were found; the wrong ones fail readably. */
function compare(expected: Sample[], found: Sample[]) {
  const right = found.filter((sample) => expected.includes(sample)).length
  const wrong = [...found.filter((one) => !expected.includes(one)), ...expected.filter((one) => !found.includes(one))]
  return { precision: right / found.length, recall: right / expected.length, wrong: wrong.map(({ text }) => text) }
}

describe('the level of a line', () => {
  it('is recognized for lines of many tools with precision and recall of at least 0.97', () => {
    expect(samples.filter(({ expected }) => expected !== 'trace').length).toBeGreaterThanOrEqual(120)
    const { errors, warnings } = classified(samples.map(({ text }) => text))
    for (const [level, lines] of [['error', errors] as const, ['warning', warnings] as const]) {
      const expected = samples.filter((sample) => sample.expected === level)
      const found = samples.filter(({ n }) => lines.includes(n))
      const { precision, recall, wrong } = compare(expected, found)
      expect(Math.min(precision, recall), wrong.join('\n')).toBeGreaterThanOrEqual(0.97)
    }
  })

  it('is the same for the bytes of a line, and without its place in a log', () => {
    const alone = samples.filter(({ expected }) => expected !== 'trace')
    for (const { text } of alone) expect(levelOf(Buffer.from(text).toString('latin1')), text).toBe(levelOf(text))
    const found = alone.filter(({ text }) => levelOf(text) !== null)
    const { precision, recall, wrong } = compare(
      alone.filter(({ expected }) => expected !== '-'),
      found,
    )
    expect(Math.min(precision, recall), wrong.join('\n')).toBeGreaterThanOrEqual(0.97)
  })

  it.each(['0 errors', 'no error', 'error_count=0', 'errors.log written'])('is none for "%s"', (text) => {
    expect(levelOf(text)).toBeNull()
  })

  it.each([
    'ERROR bad',
    '[error] bad',
    'E1126 11:05:05.1 1 a.go:1] bad',
    'CRITICAL bad',
    'panic: bad',
    'error[E0277]: bad',
    'npm ERR! bad',
  ])('is error for "%s"', (text) => {
    expect(levelOf(text)).toBe('error')
  })
})

describe('a trace', () => {
  it('is one error that starts at its first line and covers the others', () => {
    const { traces } = classified(samples.map(({ text }) => text))
    const expected: number[] = []
    for (const [at, { n, expected: level }] of samples.entries()) {
      if (level !== 'trace') continue
      if (samples[at - 1]?.expected === 'error') expected.push(n - 1)
      if (samples[at + 1]?.expected !== 'trace') expected.push(n)
    }
    expect(traces).toEqual(expected)
  })

  it('that never ends is closed, so that later errors are found', () => {
    const { errors, traces } = classified(['Error: a', ...Array<string>(8_000).fill('    at a (b.js:1:1)'), 'ERROR: b'])
    expect(errors).toContain(8_002)
    expect(traces[1]).toBeLessThan(6_000)
  })
})
