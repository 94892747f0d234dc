import { appendFileSync, chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { objectPath } from '../artifacts/object-path.ts'
import { startTestEngine, temporaryFolder, until, untilEnded } from '../testing/engine.ts'
import { filesOf, manifestFile, runPipeline, startPipeline, stepsOf } from '../testing/pipelines.ts'

const sample = (name: string): string =>
  readFileSync(new URL(`../../../shared/pipeline/samples/${name}`, import.meta.url), 'utf8')

const split = (count: number): string => `[[step]]
name = "split"
start = true
script = 'for i in $(seq ${count}); do echo "line $i" > "$OUTPUT_DIR/$i.txt"; done'
`
const upper = (script = 'tr a-z A-Z < "$INPUT_FILE" > "$OUTPUT_DIR/out"', rest = ''): string => `[[step]]
name = "upper"
inputs = ["split"]
script = '${script}'
${rest}
`

describe('a pipeline', () => {
  it('runs a chain of tasks', async () => {
    const engine = await startTestEngine()
    const run = await runPipeline(engine, sample('fruit.toml'))
    expect(run).toMatchObject({ status: 'succeeded' })
    expect((await filesOf(engine, run, 'number')).sort()).toEqual([
      ['list.txt', '1. apple\n2. plum\n'],
      ['list.txt', '1. fig\n2. quince\n'],
    ])
    expect(stepsOf(engine, run)).toEqual(['buy: 1 done', 'order: 2 done', 'number: 2 done'])
  })

  it('runs a graph of steps', async () => {
    const engine = await startTestEngine()
    const run = await runPipeline(engine, sample('areas.toml'))
    expect(run).toMatchObject({ status: 'succeeded' })
    const rows = (await filesOf(engine, run, 'sheet')).map(([, text]) => text)
    expect(rows.sort()).toEqual(['| # areas |\n', '| 25 |\n', '| 4 |\n', '| 9 |\n'])
    expect(stepsOf(engine, run)).toEqual(['measure: 1 done', 'area: 3 done', 'heading: 1 done', 'sheet: 4 done'])
  })

  it('reruns nothing that has not changed; after an edit, only the steps that depend on it', async () => {
    const engine = await startTestEngine()
    const first = split(3) + upper()
    const path = manifestFile(engine, first)
    expect(stepsOf(engine, await runPipeline(engine, first, { path }))).toEqual(['split: 1 done', 'upper: 3 done'])
    expect(stepsOf(engine, await runPipeline(engine, first, { path }))).toEqual(['split: 1 reused', 'upper: 3 reused'])
    // Another script with the same result for two of three.
    const edited = split(3).replace('echo "line $i"', '{ [ $i = 2 ] && echo other || echo "line $i"; }') + upper()
    const third = await runPipeline(engine, edited, { path })
    expect(stepsOf(engine, third)).toEqual(['split: 1 done', 'upper: 1 done, 2 reused'])
    const { items } = engine.pipelines.executions(third.id, { step: 'upper', status: 'reused', q: null, cursor: null, limit: 10 })
    expect(items.map(({ reusedFrom, input }) => [input?.name, reusedFrom])).toEqual([
      ['1.txt', 1],
      ['3.txt', 1],
    ])
    expect(stepsOf(engine, await runPipeline(engine, edited, { path, force: true }))).toEqual(['split: 1 done', 'upper: 3 done'])
    expect(engine.pipelines.list({ cursor: null, limit: 10 }).items).toHaveLength(1)
  }, 30_000)

  it('gets input files, passes their names to scripts that ask, and keeps folders in names', async () => {
    const engine = await startTestEngine()
    const folder = temporaryFolder()
    for (const name of ['a.txt', 'b.txt', 'named']) writeFileSync(join(folder, name), `${name}\n`)
    const source = `[[step]]
name = "copy"
start = true
script = 'mkdir -p "$OUTPUT_DIR/deep/er"; cp "$INPUT_FILE" "$OUTPUT_DIR/deep/er/$INPUT_NAME"'
[[step]]
name = "takes"
inputs = ["deep/er/b.txt", "named"]
script = 'cp "$INPUT_FILE" "$OUTPUT_DIR/x"; [ -z "$INPUT_NAME_" ]'
`
    const inputs = ['a.txt', 'b.txt', 'named'].map((name) => join(folder, name))
    const run = await runPipeline(engine, source, { inputs })
    expect(run).toMatchObject({ status: 'succeeded' })
    expect((await filesOf(engine, run, 'copy')).map(([name]) => name).sort()).toEqual(['deep/er/a.txt', 'deep/er/b.txt'])
    expect((await filesOf(engine, run, 'takes')).map(([, text]) => text).sort()).toEqual(['b.txt\n', 'named\n'])
    await expect(runPipeline(engine, source, { inputs: ['/no/such/file'] })).rejects.toThrow('does not exist')
    expect(await runPipeline(engine, source)).toMatchObject({ status: 'failed' })
  }, 30_000)

  it('stops at a failure and names the failed step; with --keep-going it runs independent steps', async () => {
    const engine = await startTestEngine({ parallel: 1 })
    const failing =
      split(4) + upper('grep -v 2 < "$INPUT_FILE" || { echo "no good" >&2; exit 3; }; cp "$INPUT_FILE" "$OUTPUT_DIR/x"')
    const run = await runPipeline(engine, failing)
    expect(run).toMatchObject({ status: 'failed', reason: 'exit-code', error: 'Step "upper" with "2.txt": no good' })
    expect(stepsOf(engine, run)).toEqual(['split: 1 done', 'upper: 1 done, 1 failed, 2 stopped'])
    const again = await runPipeline(engine, failing, { keepGoing: true })
    expect(stepsOf(engine, again)).toEqual(['split: 1 reused', 'upper: 2 done, 1 reused, 1 failed'])
    expect(again.status).toBe('failed')
  }, 30_000)

  it('retries a step as often as it says', async () => {
    const engine = await startTestEngine()
    const mark = join(temporaryFolder(), 'mark')
    const run = await runPipeline(
      engine,
      `[[step]]\nname = "a"\nstart = true\nretry = 1\nscript = 'if [ -e ${mark} ]; then echo ok > "$OUTPUT_DIR/x"; else touch ${mark}; exit 1; fi'\n`,
    )
    expect(run).toMatchObject({ status: 'succeeded' })
    expect(engine.pipelines.executions(run.id, { step: 'a', status: null, q: null, cursor: null, limit: 9 }).items).toMatchObject(
      [{ attempts: 2, status: 'done' }],
    )
  }, 30_000)

  it('runs steps alone, or from one on, with the results of the earlier ones', async () => {
    const engine = await startTestEngine()
    const source = `${split(2) + upper()}[[step]]\nname = "last"\ninputs = ["upper"]\nscript = 'cp "$INPUT_FILE" "$OUTPUT_DIR/x"'\n`
    const path = manifestFile(engine, source)
    expect(await runPipeline(engine, source, { path, only: ['upper'] })).toMatchObject({
      status: 'failed',
      error: 'Step "split": The step has no earlier result to reuse. Run the pipeline once without --from and --only.',
    })
    await runPipeline(engine, source, { path })
    const edited = source.replace('tr a-z A-Z', 'tr a-z n-za-m')
    expect(stepsOf(engine, await runPipeline(engine, edited, { path, only: ['upper'] }))).toEqual([
      'split: 1 reused',
      'upper: 2 done',
      'last: ',
    ])
    expect(stepsOf(engine, await runPipeline(engine, edited, { path, from: 'upper', force: true }))).toEqual([
      'split: 1 reused',
      'upper: 2 done',
      'last: 2 done',
    ])
    await expect(runPipeline(engine, source, { path, only: ['uper'] })).rejects.toThrow(
      'There is no step "uper"; did you mean "upper"?',
    )
  }, 30_000)

  it('suggests a name for an unknown one, and fails where names form a cycle', async () => {
    const engine = await startTestEngine()
    const slip = await runPipeline(engine, split(1) + upper().replace('["split"]', '["splot"]'))
    expect(slip).toMatchObject({
      status: 'failed',
      error: 'Step "upper" needs "splot", but there is no step and no file of that name: did you mean the step "split"?',
    })
    const circle = `[[step]]\nname = "a"\nstart = true\ninputs = ["y"]\nscript = 'echo "$RANDOM$$" > "$OUTPUT_DIR/x"'\n[[step]]\nname = "b"\ninputs = ["x"]\nscript = 'echo "$$" > "$OUTPUT_DIR/y"'\n`
    expect(await runPipeline(engine, circle)).toMatchObject({
      status: 'failed',
      error: 'The steps form a cycle through the names of their files: b → a → b.',
    })
  }, 30_000)

  it('runs identical executions once, within a run and across runs', async () => {
    const engine = await startTestEngine()
    const ledger = join(temporaryFolder(), 'ledger')
    const source = `[[step]]\nname = "make"\nstart = true\nscript = 'for i in 1 2 3 4; do echo same > "$OUTPUT_DIR/$i"; done; echo other > "$OUTPUT_DIR/5"'\n[[step]]\nname = "work"\ninputs = ["make"]\nscript = 'sleep 0.3; cat "$INPUT_FILE" >> ${ledger}; cp "$INPUT_FILE" "$OUTPUT_DIR/x"'\n`
    const path = manifestFile(engine, source)
    const runs = await Promise.all([1, 2].map(() => startPipeline(engine, path, source)))
    for (const { id } of runs) expect(await untilEnded(engine, id)).toMatchObject({ status: 'succeeded' })
    expect(readFileSync(ledger, 'utf8').split('\n').sort()).toEqual(['', 'other', 'same'])
    const counts = runs.map((run) => stepsOf(engine, run)[1])
    expect(counts.join()).toMatch(/work: \d (done|reused)/)
  }, 30_000)

  it('processes equal files one by one if a step asks for that, four at a time, and reuses each of them later', async () => {
    const engine = await startTestEngine({ parallel: 8 })
    const folder = temporaryFolder()
    const ledger = join(folder, 'ledger')
    const source = (copies: number) => `[[step]]
name = "generate"
start = true
script = 'for i in $(seq ${copies}); do echo same > "$OUTPUT_DIR/work-$i"; done'
[[step]]
name = "work"
inputs = ["generate"]
parallel = 4
duplicates = "run"
script = '''
echo begin >> ${ledger}
until [ "$(grep -c begin ${ledger})" -ge 4 ]; do sleep 0.02; done
cp "$INPUT_FILE" "$OUTPUT_DIR/done"
'''
[[step]]
name = "after"
inputs = ["work"]
script = 'cp "$INPUT_FILE" "$OUTPUT_DIR/x"'
`
    const path = manifestFile(engine, source(8))
    const run = await runPipeline(engine, source(8), { path })
    expect(stepsOf(engine, run)).toEqual(['generate: 1 done', 'work: 8 done', 'after: 1 done, 7 reused'])
    expect(readFileSync(ledger, 'utf8').split('\n')).toHaveLength(9)
    const work = engine.pipelines.executions(run.id, { step: 'work', status: null, q: null, cursor: null, limit: 9 }).items
    expect(new Set(work.map(({ input }) => input?.name)).size).toBe(8)
    // One object in the store, however often it was made.
    expect(new Set(work.flatMap(({ files }) => files.map(({ hash }) => hash))).size).toBe(1)
    const { items: kept } = await engine.objects.list({ q: null, cursor: null, limit: 50 })
    expect(kept.filter(({ name }) => name === 'done')).toHaveLength(8)

    expect(stepsOf(engine, await runPipeline(engine, source(8), { path }))[1]).toBe('work: 8 reused')
    expect(stepsOf(engine, await runPipeline(engine, source(10), { path }))[1]).toBe('work: 2 done, 8 reused')
    expect(stepsOf(engine, await runPipeline(engine, source(10), { path, force: true }))[1]).toBe('work: 10 done')
  }, 30_000)

  it('runs an execution itself if the run that it waited for is stopped', async () => {
    const engine = await startTestEngine({ parallel: 1 })
    const gate = join(temporaryFolder(), 'gate')
    const source = split(4) + upper(`until [ -e ${gate} ]; do sleep 0.02; done; cat "$INPUT_FILE" > "$OUTPUT_DIR/x"`)
    const path = manifestFile(engine, source)
    const first = await startPipeline(engine, path, source)
    await until(() => (stepsOf(engine, first)[1] ?? '').includes('1 running'))
    const second = await startPipeline(engine, path, source)
    expect(stepsOf(engine, second)).toEqual(['split: 1 reused', 'upper: 4 waiting'])
    await engine.runs.cancel(first.id)
    // Before the gate: its program must not end by itself.
    await untilEnded(engine, first.id)
    writeFileSync(gate, '')
    expect(await untilEnded(engine, second.id)).toMatchObject({ status: 'succeeded' })
    expect(stepsOf(engine, second)).toEqual(['split: 1 reused', 'upper: 4 done'])
  }, 30_000)

  it('is stopped, keeps finished executions, and continues from there', async () => {
    const engine = await startTestEngine({ parallel: 2 })
    const gate = join(temporaryFolder(), 'gate')
    const source =
      split(6) +
      upper(
        `[ "$(cat "$INPUT_FILE")" = "line 1" ] || until [ -e ${gate} ]; do sleep 0.02; done; cp "$INPUT_FILE" "$OUTPUT_DIR/x"`,
      )
    const path = manifestFile(engine, source)
    const run = await startPipeline(engine, path, source)
    await until(() => (stepsOf(engine, run)[1] ?? '').includes('2 running, 1 done'))
    await engine.runs.cancel(run.id)
    expect(await untilEnded(engine, run.id)).toMatchObject({ status: 'cancelled' })
    expect(stepsOf(engine, run)).toEqual(['split: 1 done', 'upper: 1 done, 5 stopped'])
    writeFileSync(gate, '')
    expect(stepsOf(engine, await runPipeline(engine, source, { path }))).toEqual(['split: 1 reused', 'upper: 5 done, 1 reused'])
  }, 30_000)

  it('continues where it was when the engine died in the middle, and repeats nothing that was recorded', async () => {
    const dataFolder = temporaryFolder()
    const [ledger, gate] = [join(dataFolder, 'ledger'), join(dataFolder, 'gate')]
    const source =
      split(5) +
      upper(
        `cat "$INPUT_FILE" >> ${ledger}; [ "$(cat "$INPUT_FILE")" = "line 1" ] || until [ -e ${gate} ]; do sleep 0.02; done; cp "$INPUT_FILE" "$OUTPUT_DIR/x"`,
      )
    const first = await startTestEngine({ dataFolder, parallel: 2 })
    const run = await startPipeline(first, manifestFile(first, source), source)
    await until(() => (stepsOf(first, run)[1] ?? '').includes('2 running, 1 done'))
    first.stop()
    writeFileSync(gate, '')
    const second = await startTestEngine({ dataFolder, parallel: 2 })
    expect(await untilEnded(second, run.id)).toMatchObject({ status: 'succeeded' })
    expect(stepsOf(second, run)).toEqual(['split: 1 done', 'upper: 5 done'])
    expect(readFileSync(ledger, 'utf8').trim().split('\n').sort()).toEqual([1, 2, 3, 4, 5].map((n) => `line ${n}`))
  }, 30_000)

  it('notices that an artifact was changed, names it, and makes it again with --force', async () => {
    const engine = await startTestEngine()
    const source = split(1) + upper()
    const path = manifestFile(engine, source)
    const run = await runPipeline(engine, source, { path })
    const [file] =
      engine.pipelines.executions(run.id, { step: 'split', status: null, q: null, cursor: null, limit: 9 }).items[0]?.files ?? []
    const kept = objectPath(join(engine.dataFolder, 'objects'), file?.hash ?? '')
    chmodSync(kept, 0o600)
    appendFileSync(kept, 'tampered')
    const edited = source.replace('tr a-z A-Z', 'tr a-z b-za')
    const next = await runPipeline(engine, edited, { path })
    expect(next).toMatchObject({ status: 'failed', reason: 'could-not-start' })
    expect(next.error).toContain(
      `Could not use the artifact ${file?.hash.slice(0, 12)}: its file was changed (${kept}). Run 1 made it as "1.txt". Re-run that run with --force to make the artifact again.`,
    )
    await expect(engine.objects.verified(file?.hash ?? '')).rejects.toThrow('was changed')
    expect(await runPipeline(engine, edited, { path, force: true })).toMatchObject({ status: 'succeeded' })
    expect(await engine.objects.verified(file?.hash ?? '')).toBe(kept)
  }, 30_000)

  it('shows the lineage of a file, back to the first inputs, and its uses', async () => {
    const engine = await startTestEngine()
    const run = await runPipeline(engine, split(1) + upper())
    const [[, text] = [], ...others] = await filesOf(engine, run, 'upper')
    expect([text, others]).toEqual(['LINE 1\n', []])
    const [out] =
      engine.pipelines.executions(run.id, { step: 'upper', status: null, q: null, cursor: null, limit: 9 }).items[0]?.files ?? []
    const lineage = engine.objects.lineage(out?.hash.slice(0, 16) ?? '')
    expect(lineage.map(({ file, by }) => [file.name, by?.step, by?.runNumber])).toEqual([
      ['out', 'upper', 1],
      ['1.txt', 'split', 1],
    ])
    expect(engine.objects.get(lineage[1]?.file.hash ?? '')).toMatchObject({
      usedBy: [{ step: 'upper', files: [{ name: 'out' }] }],
      names: ['1.txt'],
    })
    await expect(engine.objects.reveal(out?.hash ?? '')).rejects.toThrow(/has no window\. The path of the file is .*objects/)
  }, 30_000)

  it('leaves no output folder behind', async () => {
    const engine = await startTestEngine()
    await runPipeline(engine, split(3) + upper('echo no; exit 1'))
    await until(() => readdirSync(join(engine.dataFolder, 'work')).length === 0)
  }, 30_000)
})
