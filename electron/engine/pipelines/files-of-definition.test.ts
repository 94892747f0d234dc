import { expect, it } from 'vitest'
import { JobDraft } from '../../../shared/model/job.ts'
import { shell, startTestEngine, untilEnded } from '../testing/engine.ts'
import { runPipeline } from '../testing/pipelines.ts'

it('the files of a job are those of its runs, newest first, a page at a time, and of no other job', async () => {
  const engine = await startTestEngine()
  const writes = 'for n in a b c; do echo "$LOCALFLOW_RUN_ID $n" > "$OUTPUT_DIR/$n.txt"; done'
  for (const name of ['report', 'other']) await engine.jobs.create(JobDraft.parse({ ...shell(writes), name }))
  for (const name of ['report', 'other', 'report']) await untilEnded(engine, (await engine.manual.runJob(name, 'api')).id)
  const page = (cursor: string | null, q: string | null = null) =>
    engine.objects.ofDefinition({ kind: 'job', ref: 'report' }, { q, cursor, limit: 4 })
  const first = await page(null)
  const second = await page(first.nextCursor)
  const names = [...first.items, ...second.items].map(({ run, name }) => `${run} ${name}`)
  expect(names).toEqual(['3 c.txt', '3 b.txt', '3 a.txt', '1 c.txt', '1 b.txt', '1 a.txt'])
  expect([first.items.length, second.nextCursor]).toEqual([4, null])
  expect((await page(null, 'b.t')).items.map(({ run, name }) => [run, name])).toEqual([
    [3, 'b.txt'],
    [1, 'b.txt'],
  ])
  await expect(page('nonsense')).rejects.toMatchObject({ code: 'invalid' })
  await expect(
    engine.objects.ofDefinition({ kind: 'job', ref: 'nobody' }, { q: null, cursor: null, limit: 4 }),
  ).rejects.toMatchObject({ code: 'not-found' })
})

it('the files of a pipeline are those of all its steps', async () => {
  const engine = await startTestEngine()
  const step = (name: string, rest: string) =>
    `[[step]]\nname = "${name}"\n${rest}\nscript = 'echo ${name} > "$OUTPUT_DIR/${name}"'\n`
  await runPipeline(engine, step('make', 'start = true') + step('shout', 'inputs = ["make"]'))
  const [pipeline] = engine.pipelines.list({ cursor: null, limit: 1 }).items
  const { items } = await engine.objects.ofDefinition(
    { kind: 'pipeline', ref: pipeline?.id ?? '' },
    { q: null, cursor: null, limit: 10 },
  )
  expect(items.map(({ name }) => name)).toEqual(['shout', 'make'])
})
