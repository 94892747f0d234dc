import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { maintenanceIds } from '../../../shared/model/maintenance.ts'
import { type Clock, systemClock } from '../base/clock.ts'
import type { Engine } from '../engine.ts'
import { startTestEngine, temporaryFolder, until } from '../testing/engine.ts'
import { filesUnder } from '../testing/files-with.ts'
import { filesOf, runPipeline } from '../testing/pipelines.ts'

const [secondMs, hourMs, dayMs] = [1_000, 3_600_000, 24 * 3_600_000]
/** How young a file must be to stay, in this test: an hour less the offset of the clock. */
const graceMs = 3 * secondMs
const count = 100

const source = (word: string, count: number, note = ''): string => `[[step]]
name = "split"
start = true
script = 'for i in $(seq ${count}); do echo "${word} $i" > "$OUTPUT_DIR/$i"; done ${note}'
[[step]]
name = "upper"
inputs = ["split"]
script = 'tr a-z A-Z < "$INPUT_FILE" > "$OUTPUT_DIR/out" ${note}'
`

const shiftedClock = (ms: number): Clock => ({ ...systemClock, now: () => systemClock.now() + ms })

/** Runs every maintenance task again and again until that is enough, and returns how often. */
async function keepClearing(engine: Engine, isEnough: () => boolean): Promise<number> {
  for (let times = 1; ; times++) {
    for (const id of maintenanceIds) await engine.maintenance.run(id)
    for (const { last } of engine.maintenance.list()) expect(last).toMatchObject({ result: expect.any(String), error: null })
    if (isEnough()) return times
  }
}

describe('clearing files during two pipelines', () => {
  it('deletes unreferenced files, and none that arrive, though they are equal', async () => {
    const dataFolder = temporaryFolder()
    const old = await startTestEngine({ dataFolder, clock: shiftedClock(-40 * dayMs) })
    const words = ['one', 'two', 'known', 'gone']
    for (const word of words) expect(await runPipeline(old, source(word, count))).toMatchObject({ status: 'succeeded' })
    old.stop()
    // A file's change time cannot be set back, so the test waits until the file is old enough.
    const made = Date.now()
    await until(() => Date.now() > made + graceMs)

    const engine = await startTestEngine({ dataFolder, clock: shiftedClock(hourMs - graceMs) })
    const gate = join(dataFolder, 'gate')
    let running = 3
    // Two do everything again, and one reuses earlier results. The last item of the first waits until everything was cleared once.
    const waits = `; [ "$(cat "$INPUT_FILE")" != "one ${count}" ] || until [ -e "${gate}" ]; do sleep 0.05; done`
    const runs = [
      runPipeline(engine, source('one', count, waits)),
      runPipeline(engine, source('two', count, '; true')),
      runPipeline(engine, source('known', count)),
    ]
    for (const run of runs) void run.finally(() => running--)
    const times = await keepClearing(engine, () => {
      writeFileSync(gate, '')
      return running === 0
    })

    for (const [at, run] of (await Promise.all(runs)).entries()) {
      expect(run).toMatchObject({ status: 'succeeded' })
      const lines = Array.from({ length: count }, (_, n) => `${words[at]} ${n + 1}\n`.toUpperCase())
      expect((await filesOf(engine, run, 'upper')).map(([, text]) => text).sort()).toEqual(lines.sort())
    }
    expect(times).toBeGreaterThan(1)
    expect(filesUnder(join(dataFolder, 'objects'))).toHaveLength(3 * 2 * count)
    const { items } = await engine.objects.list({ q: null, cursor: null, limit: 5_000 })
    for (const { hash } of items) await engine.objects.verified(hash)
    expect(items.some(({ run }) => run === 4)).toBe(false)
  }, 60_000)
})
