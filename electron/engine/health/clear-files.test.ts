import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createArtifacts } from '../artifacts/artifacts.ts'
import { systemClock } from '../base/clock.ts'
import { leveled } from '../base/log.ts'
import { keeperScript, openTestStore, startTestEngine, temporaryFolder } from '../testing/engine.ts'
import { filesUnder } from '../testing/files-with.ts'
import { runPipeline, stepsOf } from '../testing/pipelines.ts'
import { clearFiles } from './clear-files.ts'

const source = `[[step]]
name = "make"
start = true
script = 'for i in 1 2 3; do echo "$i" > "$OUTPUT_DIR/$i"; done'
[[step]]
name = "copy"
inputs = ["make"]
script = 'cat "$INPUT_FILE" "$INPUT_FILE" > "$OUTPUT_DIR/x"'
`

/** Clears the files of a folder without a running engine, at a later time. */
function clearingOf(dataFolder: string, laterMs: number) {
  const store = openTestStore(dataFolder)
  const clock = { ...systemClock, now: () => systemClock.now() + laterMs }
  const log = leveled('error', () => {})
  const disk = { failed: () => false, back: async () => {} }
  const artifacts = createArtifacts({ store, clock, log, dataFolder, script: keeperScript, disk })
  return { store, artifacts, clear: () => clearFiles({ store, clock, artifacts }) }
}

const dayMs = 24 * 3_600_000

describe('clearing away', () => {
  it('keeps files that runs use, and deletes the others', async () => {
    const dataFolder = temporaryFolder()
    const engine = await startTestEngine({ dataFolder })
    const first = await runPipeline(engine, source)
    const second = await runPipeline(engine, source)
    expect(stepsOf(engine, second)).toEqual(['make: 1 reused', 'copy: 3 reused'])
    engine.stop()
    const { store, artifacts, clear } = clearingOf(dataFolder, 2 * dayMs)
    expect(await clear()).toBe(0)
    // The second reuses the results of the first.
    await store.submit('delete a run', () => store.retention.deleteRun(first.number))
    expect(await clear()).toBe(0)
    expect(filesUnder(join(dataFolder, 'objects'))).toHaveLength(6)
    await store.submit('delete a run', () => store.retention.deleteRun(second.number))
    expect(await clear()).toBe(6)
    expect(filesUnder(join(dataFolder, 'objects'))).toHaveLength(0)
    artifacts.stop()
  }, 30_000)

  it('keeps recent files, and files that are about to be recorded', async () => {
    const dataFolder = temporaryFolder()
    const { store, artifacts, clear } = clearingOf(dataFolder, 0)
    const path = join(dataFolder, 'localflow.db')
    await artifacts.take(path, 'somebody')
    expect(await clear()).toBe(0)
    const later = clearLater(store, artifacts)
    expect(await later()).toBe(0)
    artifacts.letGo('somebody')
    expect(await later()).toBe(1)
    artifacts.stop()
  }, 30_000)
})

function clearLater(store: ReturnType<typeof openTestStore>, artifacts: ReturnType<typeof createArtifacts>) {
  const clock = { ...systemClock, now: () => systemClock.now() + 2 * dayMs }
  return () => clearFiles({ store, clock, artifacts })
}
