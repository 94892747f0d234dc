import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { levelOf } from '../../../shared/log/level.ts'
import { createSuspectLines } from './suspect-lines.ts'

const bytes = readFileSync(new URL('../../../e2e/data/levels.txt', import.meta.url))
const lines = bytes.toString('latin1').trimEnd().split('\n')
const texts = lines.map((line) => line.slice(line.indexOf('\t') + 1))

function suspects(texts: string[]): number[] {
  const log = Buffer.from(`${texts.join('\n')}\n`, 'latin1')
  const finder = createSuspectLines()
  const found: number[] = []
  let line = 1
  for (let at = 0; at < log.length; ) {
    const start = finder.next(log, at)
    line += finder.lineEnds()
    if (start === log.length) break
    found.push(line++)
    at = log.indexOf(10, start) + 1
  }
  return found
}

it('every line with a level is looked at, and so is the second line of every trace', () => {
  const found = new Set(suspects(texts))
  const wanted = texts.flatMap((text, at) => (levelOf(text) !== null || /^\s+at /.test(text) ? [at + 1] : []))
  expect(wanted.filter((n) => !found.has(n)).map((n) => texts[n - 1])).toEqual([])
})

it('most other lines are passed over, and counted', () => {
  const log = Array.from({ length: 1_000 }, (_, n) =>
    n === 700 ? 'ERROR: bad' : `11:05:05.123 INFO GET /items/${n} 200 in 12 ms`,
  )
  expect(suspects(log)).toEqual([701])
})
