import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { JobDraft } from '../../../../shared/model/job.ts'
import type { LogComparison } from '../../../../shared/model/log-comparison.ts'
import type { Engine } from '../../engine.ts'
import { comparerScript, startTestEngine, temporaryFolder, until } from '../../testing/engine.ts'
import { createComparisons } from './compare.ts'

const everything = { context: 3, from: 0, count: 1_000 }

const signs = { same: ' ', new: '+', moved: '~', gone: '-', skipped: '…' }
const told = ({ items }: Pick<LogComparison, 'items'>): string[] =>
  items.map(({ kind, text, count }) => `${signs[kind]}${kind === 'skipped' ? count : text}`)

const script = (lines: string) => `printf '%s\\n' ${lines}`
const draft = (body: string) =>
  JobDraft.parse({ name: 'export', body: { kind: 'script', script: body, interpreter: ['/bin/sh'] }, cwd: '/' })

async function ended(engine: Engine, jobId: string): Promise<string> {
  const { id } = await engine.manual.runJob(jobId, 'api')
  await until(() => engine.runs.find(id).endedAt !== null)
  return id
}

describe('comparing a run with the last successful one', () => {
  it('shows new, missing and moved lines, and not what differs each time', async () => {
    const engine = await startTestEngine()
    const job = await engine.jobs.create(draft(script('"pid $$ at $(date +%T)" a b c d e f "wrote $(mktemp -u)/x/out.csv" done')))
    const good = await ended(engine, job.id)
    const broken = `${script('"pid $$ at $(date +%T)" a b c e f d')}; echo 'curl: (6) failed' >&2; exit 6`
    await engine.jobs.update(job.id, draft(broken), undefined)
    const bad = await ended(engine, job.id)
    const of = { node: undefined, attempt: null, other: null }
    const comparison = await engine.comparisons.compare(bad, of, { ...everything, context: 1 })
    expect(comparison.with).toMatchObject({ id: good, version: 1, status: 'succeeded' })
    expect(comparison.counts).toEqual({ same: 6, new: 1, moved: 1, gone: 2 })
    expect(told(comparison)).toEqual(['…5', ' f', expect.stringMatching(/^-wrote/), '-done', '~d', '+curl: (6) failed'])
    await expect(engine.comparisons.compare(good, of, everything)).rejects.toThrow(/^No run before run \d+ succeeded\.$/)
    expect((await engine.comparisons.compare(good, { ...of, other: bad }, everything)).with.id).toBe(bad)
    rmSync(engine.logs.rawPath(engine.runs.logOwner(good, undefined), null) ?? '')
    await expect(engine.comparisons.compare(bad, of, everything)).rejects.toThrow(
      /^The log of run 1 is gone\. The log file was deleted/,
    )
  })
})

async function compared(mine: string, theirs: string, page = everything, most?: number) {
  const folder = temporaryFolder()
  const [mineAt, theirsAt] = [join(folder, 'mine.log'), join(folder, 'theirs.log')]
  writeFileSync(mineAt, mine)
  writeFileSync(theirsAt, theirs)
  return createComparisons(comparerScript, most).page(mineAt, theirsAt, page)
}

const lines = (count: number, of: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => `${of(n + 1)}\n`).join('')

describe('the comparison of two logs', () => {
  it('comes in pages', async () => {
    const [mine, theirs] = [lines(1_200, (n) => `new line ${n}`), 'old\n']
    const first = await compared(mine, theirs, { ...everything, count: 700 })
    expect([first.rows, first.next, first.items.length]).toEqual([1_201, 700, 700])
    const last = await compared(mine, theirs, { ...everything, from: 1_200 })
    expect(last).toMatchObject({ next: null, items: [{ kind: 'new', line: 1_200, text: 'new line 1200' }] })
  })

  it('reads the first and the last lines of a long log, and says so', async () => {
    const mine = lines(3_000, (n) => (n === 2_999 ? 'error' : `line ${n} of many`))
    const comparison = await compared(
      mine,
      lines(3_000, (n) => `line ${n} of many`),
      { ...everything, context: 0 },
      500,
    )
    expect(comparison.size).toEqual({ lines: 3_000, compared: 1_000 })
    expect(comparison.items).toMatchObject([
      { kind: 'skipped', count: 998 },
      { kind: 'gone', otherLine: 2_999 },
      { kind: 'new', line: 2_999, text: 'error' },
      { kind: 'same', line: 3_000 },
    ])
  })

  it('copes with a missing log, with binary output and with a line of 20 MB', async () => {
    const folder = temporaryFolder()
    const path = join(folder, 'mine.log')
    writeFileSync(path, Buffer.from([0xff, 0xfe, 0x00, 0x0a, 0x80]))
    const alone = await createComparisons(comparerScript).page(path, join(folder, 'none.log'), everything)
    expect(alone.counts).toEqual({ same: 0, new: 2, moved: 0, gone: 0 })
    const long = await compared(`a\n${'x'.repeat(20_000_000)}\nb\n`, 'a\nb\n')
    expect(long.counts).toEqual({ same: 2, new: 1, moved: 0, gone: 0 })
    expect(long.items[1]?.text.length).toBeLessThan(5_000)
  })
})
