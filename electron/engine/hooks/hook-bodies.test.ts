import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { JobDraft } from '../../../shared/model/job.ts'
import type { Engine } from '../engine.ts'
import { startTestEngine, temporaryFolder, until, untilEnded } from '../testing/engine.ts'

const queueOf = (engine: Engine, name: string) => engine.queues.list().find((queue) => queue.name === name)
const waitFor = (file: string): string => `while [ -e '${file}' ]; do sleep 0.05; done`

async function heldFile(): Promise<string> {
  const held = join(temporaryFolder(), 'held')
  await writeFile(held, '')
  return held
}

const bodies = {
  flow: async (engine: Engine, script: string) => {
    await engine.jobs.create(JobDraft.parse({ name: 'Part', body: { kind: 'script', script } }))
    const inner = { start: 'c', nodes: { c: { exec_type: 'shell', script: { cmd: 'sh', code: script } } } }
    await engine.flows.importFlow('Inner', JSON.stringify(inner))
    const nodes = {
      a: { exec_type: 'shell', script: { cmd: 'sh', code: script } },
      b: { exec_type: 'job', job: 'Part' },
      c: { kind: 'subflow', flow: 'Inner' },
    }
    const edges = [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'c' },
    ]
    await engine.flows.importFlow('Tell', JSON.stringify({ start: 'a', nodes, edges }))
    return { kind: 'flow', flow: 'Tell' }
  },
  pipeline: async (engine: Engine, script: string) => {
    await engine.pipelines.create('Tell', `[[step]]\nname = "a"\nstart = true\nscript = """${script}"""\n`)
    return { kind: 'pipeline', pipeline: 'Tell' }
  },
} as const

for (const kind of ['flow', 'pipeline'] as const) {
  it(`a job with a ${kind} that runs as a hook ends though work has every slot`, async () => {
    const held = await heldFile()
    const engine = await startTestEngine({ parallel: 1 })
    const body = await bodies[kind](engine, 'true')
    await engine.jobs.create(JobDraft.parse({ name: 'Hook', body }))
    const hooks = [{ on: 'start', job: 'Hook' }]
    await engine.jobs.create(JobDraft.parse({ name: 'Long', body: { kind: 'script', script: waitFor(held) }, hooks }))
    const long = await engine.manual.runJob('Long', 'hand')
    const hook = await until(() => engine.runs.detail(long.id).hooks[0]?.run?.id).then(String)
    expect(await untilEnded(engine, hook)).toMatchObject({ status: 'succeeded', kind })
    expect(engine.runs.find(long.id).status, 'work still has its slot').toBe('running')
    await rm(held)
    await untilEnded(engine, long.id)
  })

  it(`jobs with a ${kind} that hang as hooks hold up no work`, async () => {
    const held = await heldFile()
    const engine = await startTestEngine({ parallel: 1 })
    const body = await bodies[kind](engine, waitFor(held))
    await engine.jobs.create(JobDraft.parse({ name: 'Hook', body, overlap: 'allow' }))
    const hooks = Array.from({ length: 6 }, (_, at) => ({ on: 'success', name: `hook ${at}`, job: 'Hook' }))
    await engine.jobs.create(JobDraft.parse({ name: 'Work', body: { kind: 'script', script: 'true' }, hooks }))
    const work = await engine.manual.runJob('Work', 'hand')
    // Executions that are equal wait for the first of them.
    const most = kind === 'flow' ? 4 : 1
    await until(() => queueOf(engine, 'hooks')?.running === most && queueOf(engine, 'hooks')?.ready !== 6)
    const other = await engine.manual.exec(JobDraft.parse({ name: 'x', body: { kind: 'script', script: 'true' } }), 'x', 'api')
    expect(await untilEnded(engine, other.id)).toMatchObject({ status: 'succeeded' })
    expect(queueOf(engine, 'hooks')).toMatchObject({ running: most })
    await rm(held)
    await until(() => engine.runs.detail(work.id).hooks.every(({ endedAt }) => endedAt !== null))
  })
}
