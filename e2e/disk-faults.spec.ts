import { haveStrace } from '../scripts/strace.ts'
import { skipSaying } from './crash/disk-fixtures.ts'
import type { Fault } from './crash/io-faults.ts'
import { runFault, runFaults } from './crash/io-run.ts'
import { seeded } from './crash/seeded.ts'
import { expect, test } from './hosts.ts'

const seed = Number(process.env['IO_SEED'] ?? Math.floor(Math.random() * 2 ** 31))

// biome-ignore lint/correctness/noEmptyPattern: the second argument is the one that is wanted
test.beforeEach(({}, info) => {
  if (!haveStrace()) skipSaying(info, 'making system calls fail needs strace, and leave to trace')
})

/** One of each kind. */
function handful(): number[] {
  const random = seeded(seed)
  const first = 1 + Math.floor(random() * 480)
  return Array.from({ length: 7 }, (_, at) => first + at)
}

test('the n-th write, flush or open fails: nothing is lost, nothing is corrupt, the cause is named, the next start works', async () => {
  process.stdout.write(`IO_SEED=${seed}\n`)
  test.setTimeout(90_000)
  const results = await runFaults(handful(), seed, () => {})
  expect(results.filter(({ hits }) => hits).length).toBeGreaterThan(0)
  expect.soft(results.flatMap(({ fault, findings }) => findings.map((what) => `${fault}: ${what}`))).toEqual([])
  expect.soft(results.flatMap(({ fault, unnamed }) => unnamed.map((what) => `${fault}: ${what}`))).toEqual([])
})

const once = { n: 0, which: 'engine', error: 'EIO', from: 1, to: 1 } as const
const single: [string, Fault][] = [
  ['the token of the data folder', { ...once, calls: 'write', files: ['api-token.new'] }],
  ['the secret of the runner', { ...once, calls: 'write', files: ['runner/secret.new'] }],
  ['the lock of the data folder', { ...once, calls: 'openat', files: ['owner.lock'], error: 'EMFILE' }],
  ['the log of the database', { ...once, calls: 'pwrite64', files: ['localflow.db-wal'], from: 300, to: 340 }],
]

for (const [name, fault] of single)
  test(`a write that fails at ${name} leaves nothing half-made, and its cause is named`, async () => {
    const { hits, findings, unnamed } = await runFault(fault)
    expect(hits).toBeGreaterThan(0)
    expect.soft(findings).toEqual([])
    expect.soft(unnamed).toEqual([])
  })
