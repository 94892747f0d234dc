import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { unpackLines } from '../../../shared/log/line-numbers.ts'
import type { LogFound } from '../../../shared/model/log.ts'
import { systemClock } from '../base/clock.ts'
import { searcherScript, temporaryFolder } from '../testing/engine.ts'
import type { FindOrder } from './orders.ts'
import { createSearches } from './searches.ts'

const searches = createSearches(searcherScript, systemClock)

async function found(log: string, text: string, options: Partial<FindOrder> = {}) {
  const path = join(temporaryFolder(), 'a.log')
  writeFileSync(path, log)
  const plain = { regex: false, case: false, word: false, stream: null, from: 1, ended: true }
  return allOf(searches.find({ path, text, ...plain, ...options }, undefined))
}

async function allOf(events: AsyncIterable<LogFound>) {
  const lines: number[] = []
  let last: LogFound | undefined
  for await (const event of events) {
    lines.push(...unpackLines(event.lines, lines.at(-1) ?? 0))
    last = event
  }
  return { lines, next: last?.next, found: last?.found }
}

describe('finding lines of a log', () => {
  it('ignores case unless asked', async () => {
    expect(await found('one\nTWO\ntwo\n', 'two')).toEqual({ lines: [2, 3], next: 4, found: 2 })
    expect(await found('one\nTWO\ntwo\n', 'two', { case: true })).toMatchObject({ lines: [3] })
  })

  it('takes a text as it is, and a regular expression as one', async () => {
    expect(await found('a.c\nabc\n', 'a.c')).toMatchObject({ lines: [1] })
    expect(await found('a.c\nabc\n', 'a.c', { regex: true })).toMatchObject({ lines: [1, 2] })
  })

  it('finds whole words only if asked', async () => {
    const log = 'error\nerrors\n(error)\nterror\nerror_count\nanerroré\n'
    expect(await found(log, 'error', { word: true })).toMatchObject({ lines: [1, 3] })
    expect(await found(log, 'err|error', { word: true, regex: true })).toMatchObject({ lines: [1, 3] })
  })

  it('continues from a line, and leaves an unfinished one to the next search', async () => {
    expect(await found('x\nx\nx', 'x', { from: 2, ended: false })).toEqual({ lines: [2, 3], next: 3, found: 2 })
  })

  it('refuses an invalid pattern, and finds nothing in a log that does not exist', async () => {
    await expect(found('', '(', { regex: true })).rejects.toMatchObject({ code: 'invalid' })
    const order = {
      path: '/nowhere/a.log',
      text: 'x',
      regex: false,
      case: false,
      word: false,
      stream: null,
      from: 1,
      ended: true,
    }
    expect(await allOf(searches.find(order, undefined))).toEqual({ lines: [], next: 1, found: 0 })
  })
})
