import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../engine/testing/engine.ts'
import { createLogWriter } from './log-writer.ts'

it('a log keeps exactly its first bytes up to the limit, in whatever pieces they come', async () => {
  const path = join(temporaryFolder(), 'a.log')
  const limit = 2_000_000
  const log = createLogWriter(path, limit, { grew: () => {}, drained: () => {} })
  let n = 0
  for (let round = 0; round < 400; round++) {
    let chunk = ''
    while (chunk.length < 10_000) chunk += `${n++}\n`
    log.append('out', Buffer.from(chunk))
    await new Promise(setImmediate)
  }
  let all = ''
  for (let i = 0; i < n; i++) all += `${i}\n`
  const { droppedBytes } = await log.end([])
  const kept = readFileSync(path, 'latin1')
  expect(kept.startsWith(all.slice(0, limit))).toBe(true)
  expect(droppedBytes).toBe(all.length - limit)
})
