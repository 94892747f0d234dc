import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../base/clock.ts'
import { runSearcherScript, temporaryFolder } from '../testing/engine.ts'
import type { LogToSearch } from './found-in-log.ts'
import { createRunSearches } from './run-searches.ts'
import { createTurns } from './turns.ts'

const any = { text: 'needle', regex: false, case: false, word: false }

function logWith(text: string): LogToSearch {
  const path = join(temporaryFolder(), 'a.log')
  writeFileSync(path, text)
  return { path, ended: true, lines: 2, size: null, printed: false }
}

it('a log is searched whole, whatever its size, and its first lines are given', async () => {
  const searcher = createRunSearches(runSearcherScript, systemClock).open(any)
  const filler = `${'x'.repeat(99)}\n`
  const large = logWith(`${filler.repeat(60_000)}needle 1\n${filler}\x1b[31mNee\x1b[0mdle 2\nneedle 3`)
  expect(await searcher.search(large)).toMatchObject({
    count: 3,
    bytes: 6_000_135,
    lines: [
      { n: 60_001, text: 'needle 1', match: [0, 6] },
      { n: 60_003, text: 'Needle 2', match: [0, 6] },
    ],
  })
  const hay = logWith('hay\n')
  expect(await searcher.search(hay)).toEqual({ count: 0, lines: [], bytes: 4, gone: null })
  expect(await searcher.search({ ...hay, size: 9 })).toMatchObject({
    bytes: 4,
    gone: { why: expect.stringContaining('4 bytes of 9 bytes') },
  })
  expect(await searcher.search({ ...large, path: '/nowhere' })).toBe('silent')
  for (const known of [{ printed: true }, { size: 8 }])
    expect(await searcher.search({ ...large, path: '/nowhere', ...known })).toMatchObject({
      bytes: null,
      gone: { why: expect.any(String) },
    })
  expect(await searcher.search({ ...large, path: '/nowhere', size: 0, printed: true })).toBe('silent')
  expect(await searcher.search(logWith('a needle'))).toMatchObject({ count: 1, lines: [{ text: 'a needle' }] })
  await searcher.close()
  await expect(searcher.search(large)).rejects.toThrow('closed')
})

it('logs are searched many at a time, in the order in which they were asked for, and one that cannot be read fails alone', async () => {
  const searches = createRunSearches(runSearcherScript, systemClock)
  onTestFinished(searches.close)
  const searcher = searches.open(any)
  const paths = Array.from({ length: 100 }, (_, n) =>
    n === 50 ? { ...logWith(''), path: temporaryFolder() } : logWith(`needle ${n}\n`),
  )
  const answers = await Promise.allSettled(paths.map((log) => searcher.search(log)))
  expect(answers[50]).toMatchObject({ status: 'rejected', reason: { message: expect.stringContaining('Could not search') } })
  answers.splice(50, 1)
  expect(answers.map((one) => one.status === 'fulfilled' && one.value !== 'silent' && one.value.lines[0]?.text)).toEqual(
    Array.from({ length: 100 }, (_, n) => `needle ${n}`).toSpliced(50, 1),
  )
  await searcher.close()
  const other = searches.open({ ...any, text: 'ne.dle 7$', regex: true })
  expect(await other.search(paths[7] as LogToSearch)).toMatchObject({ count: 1 })
  expect(await other.search(paths[8] as LogToSearch)).toMatchObject({ count: 0 })
})

it('a pattern that never ends is aborted', async () => {
  const fast = {
    ...systemClock,
    awake: () => systemClock.awake() * 20,
    after: (ms: number, call: () => void) => systemClock.after(ms / 20, call),
  }
  const searcher = createRunSearches(runSearcherScript, fast).open({ ...any, text: '^(a+)+$', regex: true })
  const search = searcher.search(logWith(`${'a'.repeat(60)}!\n`))
  const after = ['aa\n', 'b\n'].map((text) => searcher.search(logWith(text)))
  await expect(search).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('Use a simpler pattern') })
  expect(await Promise.all(after)).toMatchObject([{ count: 1 }, { count: 0 }])
  await searcher.close()
})

it('so many have their turn at the same time, in the order in which they asked', async () => {
  const turns = createTurns(2)
  const [first] = [await turns.take(), await turns.take()]
  const order: number[] = []
  const third = turns.take().then(() => order.push(3))
  const fourth = turns.take().then((release) => {
    order.push(4)
    release()
  })
  expect(turns.busy()).toBe(2)
  first()
  await third
  expect(order).toEqual([3])
  first()
  await fourth
  expect(order).toEqual([3, 4])
})
