import { describe, expect, it } from 'vitest'
import { shellOf } from '../../../shared/examples/example.ts'
import { examples } from '../../../shared/examples/examples.ts'
import { readDefinition } from '../../../shared/flow/read.ts'
import type { Data } from '../../../shared/flow/reference.ts'
import type { Engine } from '../engine.ts'
import { startTestEngine, temporaryFolder, untilRun } from '../testing/engine.ts'
import { stateOf } from '../testing/flows.ts'

const flowExamples = examples.filter(({ kind }) => kind === 'flow')

function sourceOf(id: string): string {
  const parts = examples.find((example) => example.id === id)?.partsFor(shellOf(process.platform))
  if (parts?.kind !== 'flow') throw new Error(`${id} is not an example of a flow`)
  return parts.source
}

/** Runs an example as it is, and approves whatever waits for an approval. */
async function runExample(id: string): Promise<{ status: string; shared: Data; engine: Engine }> {
  const folder = temporaryFolder()
  const environment = { PATH: process.env['PATH'] ?? '', HOME: folder, TMPDIR: folder }
  const engine = await startTestEngine({ environment })
  await engine.flows.importFlow(id, sourceOf(id))
  const run = await engine.flowRuns.start(id, null, {}, 'api')
  const asked = () => engine.flowRuns.waits('approval', 10)
  await untilRun(engine, run.id, ({ endedAt }) => endedAt !== null || asked().length > 0)
  for (const { node } of asked())
    await engine.flowRuns.decide(run.id, node, { value: true, by: 'api', role: 'admin', comment: null })
  const { status } = await untilRun(engine, run.id, ({ endedAt }) => endedAt !== null)
  return { status, shared: stateOf(engine, run).shared, engine }
}

describe('the examples of flows', () => {
  it.each(flowExamples.map(({ id }) => id))('%s has no problems in either shell', (id) => {
    const parts = examples.find((example) => example.id === id)
    for (const shell of ['sh', 'powershell'] as const) {
      const made = parts?.partsFor(shell)
      expect(made?.kind === 'flow' && readDefinition(made.source).problems).toEqual([])
    }
  })

  it.each(flowExamples.map(({ id }) => id))('%s runs as it is and succeeds', async (id) => {
    expect((await runExample(id)).status).toBe('succeeded')
  })

  it('the fallback is used once the first source has failed three times', async () => {
    expect((await runExample('retry-fallback')).shared).toMatchObject({
      answer: expect.stringContaining('second source'),
    })
  })

  it('every file of the sample folder is processed', async () => {
    const { shared } = await runExample('each-file')
    expect(shared).toMatchObject({ files: { length: 3 }, sizes: [1, 2, 3].map(() => expect.stringMatching(/^\d+$/)) })
  })
})
