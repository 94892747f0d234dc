import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, infoOf, test } from './crash/disk-fixtures.ts'
import type { LfServer } from './crash/lf-server.ts'
import { fill } from './crash/small-disk.ts'

const count = 40

/** Writes its files, reports it, and ends when the signal file is written. */
const manifest = (written: string, full: string): string => `[[step]]
name = "make"
start = true
script = '''
for i in $(seq ${count}); do { echo "file $i"; head -c 20000 /dev/zero | tr '\\\\0' x; } > "$OUTPUT_DIR/$i"; done
touch ${written}
while [ ! -e ${full} ]; do sleep 0.05; done
'''
[[step]]
name = "first line"
inputs = ["make"]
script = 'head -n 1 "$INPUT_FILE" > "$OUTPUT_DIR/line"'
`

type Steps = {
  run: { status: string; error: string | null }
  steps: { name: string; running: number; done: number; failed: number }[]
}

const stepsOf = async (server: LfServer, run: string): Promise<Steps> => {
  const { body, message } = await server.ask<Steps>('GET', `/runs/${run}/pipeline`)
  if (!body) throw new Error(`the run cannot be seen: ${message}`)
  return body
}

test('files of a step wait while the disk is full, and are all stored afterwards', async ({ folder, disk, server }) => {
  const [written, full] = [join(folder, 'written'), join(folder, 'full')]
  const path = join(folder, 'pipeline.toml')
  const { body } = await server.ask<{ id: string }>('POST', '/pipelines/run', { path, source: manifest(written, full) })
  const run = body?.id ?? ''
  await expect.poll(() => existsSync(written)).toBe(true)
  const giveBack = fill(disk)
  writeFileSync(full, '')
  // Only a write that failed says that the disk is full: by then the files of the step could not be kept.
  await expect.poll(async () => (await infoOf(server))?.storage).toMatchObject({ kind: 'full' })
  expect((await stepsOf(server, run)).steps).toMatchObject([
    { running: 1, failed: 0 },
    { running: 0, done: 0, failed: 0 },
  ])
  expect(server.isAlive(), server.stderr()).toBe(true)

  giveBack()
  await expect.poll(async () => (await stepsOf(server, run)).run.status, { timeout: 20_000 }).not.toBe('running')
  const { run: over, steps } = await stepsOf(server, run)
  expect(over).toMatchObject({ status: 'succeeded', error: null })
  expect(steps).toMatchObject([
    { name: 'make', done: 1 },
    { name: 'first line', done: count },
  ])
  const { body: files } = await server.ask<{ items: { name: string; size: number }[] }>('GET', '/objects?limit=500')
  const made = files?.items.filter(({ name }) => name !== 'line') ?? []
  expect(made.map(({ name }) => Number(name)).sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, at) => at + 1))
  expect(made.every(({ size }) => size > 20_000)).toBe(true)
  await expect.poll(() => readdirSync(join(disk.seen, 'work'))).toEqual([])
})
