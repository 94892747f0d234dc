import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../engine/testing/engine.ts'
import { openJournal, readJournal } from './journal.ts'

const module = fileURLToPath(new URL('./journal.ts', import.meta.url))
const hasLimits = spawnSync('prlimit', ['--version']).status === 0

it('returns the recorded outcomes, and drops those it may', () => {
  const path = join(temporaryFolder(), 'journal')
  const journal = openJournal(path)
  journal.add({ type: 'starting', attemptId: 'a' })
  journal.add({ type: 'starting', attemptId: 'b' })
  journal.add({ type: 'started', attemptId: 'b', pid: 7, birth: '1', at: 2 })
  expect([...readJournal(path)]).toEqual([
    ['a', { pid: null, birth: null, outcome: null }],
    ['b', { pid: 7, birth: '1', outcome: null }],
  ])
  journal.clear()
  journal.add({ type: 'starting', attemptId: 'c' })
  journal.close()
  expect([...readJournal(path).keys()]).toEqual(['c'])
})

it.runIf(process.platform === 'linux')('reports that the disk accepts nothing', () => {
  const journal = openJournal('/dev/full')
  expect(journal.add({ type: 'starting', attemptId: 'a' })).toBe('ENOSPC')
  journal.close()
})

/** Writes until the file limit is reached, and once again after it is lifted. */
const untilTooLarge = (path: string): string => `
  import { execFileSync } from 'node:child_process'
  import { openJournal } from ${JSON.stringify(module)}
  const journal = openJournal(${JSON.stringify(path)})
  const limit = (bytes) => execFileSync('prlimit', ['--pid', String(process.pid), '--fsize=' + bytes + ':'])
  limit(100)
  const answers = [1, 2, 3].map((n) => journal.add({ type: 'starting', attemptId: 'attempt ' + n }))
  limit('unlimited')
  answers.push(journal.add({ type: 'starting', attemptId: 'after' }))
  console.log(JSON.stringify(answers))
`

it.runIf(hasLimits)('a line that the disk took half of does not spoil the next', () => {
  const path = join(temporaryFolder(), 'journal')
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', untilTooLarge(path)], { encoding: 'utf8' })
  expect(JSON.parse(said)).toEqual([null, null, 'EFBIG', null])
  expect([...readJournal(path).keys()]).toEqual(['attempt 1', 'attempt 2', 'after'])
})
