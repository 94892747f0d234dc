import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readManifest } from '../../../shared/pipeline/read.ts'
import { startTestEngine, untilEnded } from '../testing/engine.ts'
import { manifestFile, runPipeline, startPipeline, stepsOf } from '../testing/pipelines.ts'

const source = `
[params.width]
type = "integer"
default = 800
min = 1

[params.token]
type = "secret"

[[task]]
name = "shrink"
script = 'echo "$LOCALFLOW_PARAM_WIDTH ${'$'}{LOCALFLOW_PARAM_WIDTH_MAX:-none}" > "$OUTPUT_DIR/width"'

[[task]]
name = "count"
script = 'echo "\${LOCALFLOW_PARAM_WIDTH-none} $LOCALFLOW_PARAM_TOKEN"; wc -c < "$INPUT_FILE" > "$OUTPUT_DIR/bytes"'
`

it('a pipeline refuses wrong values, and its manifest names the place of a wrong schema', async () => {
  const engine = await startTestEngine()
  const path = manifestFile(engine, source)
  await expect(startPipeline(engine, path, source, { params: { width: 0 } })).rejects.toMatchObject({
    issues: [{ path: 'params.width', message: 'must be at least 1' }],
  })
  expect(readManifest(source.replace('default = 800', 'default = 0')).problems).toMatchObject([
    { path: 'params.width.default', message: 'must be at least 1', line: 4 },
  ])
  expect(readManifest(source.replace('"integer"', '"int"')).problems[0]?.message).toMatch(/^"int" is not a type/)
})

it('a parameter $state.KEY is the value of that key when the pipeline is started', async () => {
  const engine = await startTestEngine()
  await engine.state.set({ global: true }, null, 'size', '20', {})
  const params = { width: '$state.size', token: 'correct horse battery' }
  const { id } = await startPipeline(engine, manifestFile(engine, source), source, { params })
  expect(engine.runs.detail(id).params).toEqual({ width: 20, token: '***' })
})

it('a step whose script names a parameter is another one for another value; a secret changes no result', async () => {
  const secret = 'correct horse battery'
  const engine = await startTestEngine()
  const path = manifestFile(engine, source)
  const steps = async (params: object) => stepsOf(engine, await runPipeline(engine, source, { path, params: params as never }))
  expect(await steps({ token: secret })).toEqual(['shrink: 1 done', 'count: 1 done'])
  expect(await steps({ token: 'another secret' })).toEqual(['shrink: 1 reused', 'count: 1 reused'])
  expect(await steps({ width: 20, token: secret })).toEqual(['shrink: 1 done', 'count: 1 done'])
  const { id } = await untilEnded(
    engine,
    (await startPipeline(engine, path, source, { force: true, params: { token: secret } })).id,
  )
  expect(engine.runs.detail(id).params).toEqual({ width: 800, token: '***' })
  const again = await untilEnded(engine, (await engine.runs.again(id, 'api')).id)
  expect(engine.runs.detail(again.id).params).toEqual({ width: 800, token: '***' })
  expect((await engine.logs.read(engine.runs.logOwner(id, 'count/1'), null, 1, 10)).items.map(({ text }) => text)).toEqual([
    '800 ***',
  ])
  expect(readFileSync(join(engine.dataFolder, 'localflow.db'), 'latin1')).not.toContain(secret)
})
