import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readContents, unsuccessful } from './crash/checks/database.ts'
import { findingsIn } from './crash/checks/findings.ts'
import { expect, infoOf, test } from './crash/disk-fixtures.ts'
import { untilProcessesEnd } from './crash/end-processes.ts'
import { createLfServer } from './crash/lf-server.ts'
import { fill } from './crash/small-disk.ts'
import { acknowledgedIn, enqueue, expectedOf, type Request, recorded } from './crash/steady-load.ts'
import { untilIdle } from './crash/until-idle.ts'

/** Their ends take more space than the last page of the runner's journal has left. */
const many = 30

/** Resolves when a runner of another data folder, which has room, was left alone by its engine and has left. */
async function untilIdleRunnerLeft(data: string): Promise<void> {
  const other = await createLfServer({ data })
  expect(await other.start(), other.stderr()).toBe(true)
  await expect.poll(async () => (await infoOf(other))?.runnerPid).toBeTruthy()
  await other.end('SIGKILL')
  expect(await untilProcessesEnd(data)).toEqual([])
}

test('outcomes on a full disk without an engine are known to the next engine, and not repeated', async ({
  folder,
  record,
  disk,
}) => {
  const server = await createLfServer({ data: disk.path, seen: disk.seen, before: disk.before, parallel: many })
  try {
    expect(await server.start(), server.stderr()).toBe(true)
    const go = join(folder, 'go')
    const payload = recorded(record, `while [ ! -e ${go} ]; do sleep 0.1; done`)
    const requests: Request[] = []
    for (let n = 0; n < many; n++) requests.push(await enqueue(server, `held-${n}`, payload, { maxAttempts: 2 }))
    await expect.poll(() => infoOf(server)).toMatchObject({ running: many })
    await expect.poll(() => record.started().length).toBe(many)
    const giveBack = fill(disk)
    await server.end('SIGKILL')
    writeFileSync(go, '')
    await expect.poll(() => record.ended().length).toBe(many)
    // A runner that can leave has left by the time another one has, which was left alone later.
    await untilIdleRunnerLeft(join(folder, 'other'))
    giveBack()
    expect(await server.start(), server.stderr()).toBe(true)
    expect.soft(await untilIdle(server, 15_000)).toBe(true)
    await server.end('SIGTERM')
    expect.soft(findingsIn(disk.seen, expectedOf(requests, record))).toEqual([])
    expect.soft(unsuccessful(readContents(disk.seen), acknowledgedIn(requests))).toEqual([])
    expect.soft(record.started().length).toBe(many)
  } finally {
    await server.end('SIGKILL')
  }
})
