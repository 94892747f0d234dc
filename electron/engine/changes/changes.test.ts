import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Change } from '../../../shared/contract/live.ts'
import { JobDraft } from '../../../shared/model/job.ts'
import { TriggerDraft } from '../../../shared/model/trigger.ts'
import type { Engine } from '../engine.ts'
import { shell, startTestEngine, temporaryFolder, until, untilEnded } from '../testing/engine.ts'

const draft = (name: string): JobDraft => JobDraft.parse({ ...shell(':'), name })

/** The next changes, so many of them. */
async function take(engine: Engine, since: number | undefined, count: number): Promise<Change[]> {
  const found: Change[] = []
  for await (const change of engine.changes(since, undefined)) {
    found.push(change)
    if (found.length === count) break
  }
  return found
}

describe('the changes', () => {
  it('are told as they are committed, from now on', async () => {
    const engine = await startTestEngine()
    await engine.jobs.create(draft('before'))
    const told = take(engine, undefined, 4)
    const { id } = await engine.manual.exec(shell(':'), undefined, 'api')
    await untilEnded(engine, id)
    await engine.jobs.create(draft('after'))
    expect((await told).map((change) => ('type' in change ? `${change.noun} ${change.type}` : change.noun))).toEqual([
      'run queued',
      'run started',
      'run succeeded',
      'job created',
    ])
  })

  it('tell of what no history keeps, such as a watched folder that is back', async () => {
    const engine = await startTestEngine()
    const folder = join(temporaryFolder(), 'inbox')
    const job = await engine.jobs.create(draft('copy'))
    const { id } = await engine.triggers.create(job.id, TriggerDraft.parse({ on: { kind: 'files', path: folder } }))
    await until(() => engine.triggers.get(id).problem !== null)
    const told = take(engine, undefined, 1)
    mkdirSync(folder)
    expect(await told).toEqual([{ noun: 'system', seq: expect.any(Number) }])
    await until(() => engine.triggers.get(id).problem === null)
    const address = take(engine, undefined, 1)
    engine.listensAt('http://127.0.0.1:1', null)
    expect(await address).toMatchObject([{ noun: 'system' }])
  })

  it('go on behind the last one a client heard, without a gap and without a repeat', async () => {
    const engine = await startTestEngine({ dispatch: false })
    for (let n = 0; n < 10; n++) await engine.jobs.create(draft(`job ${n}`))
    const first = await take(engine, 0, 4)
    const rest = await take(engine, first.at(-1)?.seq, 6)
    expect([...first, ...rest].map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  })

  it('tell who is too far behind, or ahead, to read everything again', async () => {
    const engine = await startTestEngine({ dispatch: false })
    await Promise.all(Array.from({ length: 2_001 }, (_, n) => engine.jobs.create(draft(`job ${n}`))))
    expect(await take(engine, 0, 1)).toEqual([{ noun: 'reset', seq: 2_001 }])
    expect(await take(engine, 9_999, 1)).toEqual([{ noun: 'reset', seq: 2_001 }])
    expect((await take(engine, 1, 2_000)).at(-1)).toMatchObject({ noun: 'job', seq: 2_001 })
  })
})
