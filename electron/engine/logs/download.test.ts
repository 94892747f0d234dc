import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DownloadForm } from '../../../shared/model/log.ts'
import { createLogWriter } from '../../runner/log-writer.ts'
import { temporaryFolder } from '../testing/engine.ts'
import { downloadLog } from './download.ts'

async function writeLog(chunks: ['out' | 'err' | 'note', string | Buffer][]): Promise<string> {
  const path = join(temporaryFolder(), 'a.log')
  const log = createLogWriter(path, 1e9, { grew: () => {}, drained: () => {} })
  for (const [stream, text] of chunks) if (stream !== 'note') log.append(stream, Buffer.from(text))
  await log.end(chunks.flatMap(([stream, text]) => (stream === 'note' ? [String(text)] : [])))
  return path
}

async function downloaded(path: string, form: DownloadForm, notes = false): Promise<Buffer> {
  const log = await downloadLog(path, form, notes)
  const parts: Buffer[] = []
  for await (const part of log?.content ?? []) parts.push(Buffer.from(part))
  const whole = Buffer.concat(parts)
  if (log?.bytes !== null) expect(whole.length).toBe(log?.bytes)
  return whole
}

describe('a log as a file', () => {
  it("has what the program wrote, and LocalFlow's own lines only if asked", async () => {
    const path = await writeLog([
      ['out', 'one\n'],
      ['err', 'two'],
      ['note', 'timeout after 1 s: SIGTERM'],
    ])
    expect(String(await downloaded(path, 'raw'))).toBe('one\ntwo')
    expect(String(await downloaded(path, 'raw', true))).toBe('one\ntwo\n[LocalFlow] timeout after 1 s: SIGTERM\n')
  })

  it('has no escapes in its plain form, also where they are on both sides of what is read at once', async () => {
    const colored = `\x1b[31m${'x'.repeat(262_140)}\x1b[38;5;208mred\x1b[0m\n\x1b]8;;http://a\x07link\x1b]8;;\x07\n`
    const path = await writeLog([['out', colored]])
    expect(String(await downloaded(path, 'plain'))).toBe(`${'x'.repeat(262_140)}red\nlink\n`)
  })

  it('has bytes of any encoding as they are', async () => {
    const bytes = Buffer.from([0xff, 0, 0xc3, 10, 0x80, 13, 10])
    const path = await writeLog([['out', bytes]])
    for (const form of ['raw', 'plain'] as const) expect(await downloaded(path, form)).toEqual(bytes)
  })

  it('has the time of each line in front, once', async () => {
    const path = await writeLog([
      ['out', `${'y'.repeat(600_000)}\nshort\n`],
      ['err', 'last'],
    ])
    const lines = String(await downloaded(path, 'times')).split('\n')
    const times = lines.map((line) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z /.exec(line)?.[0].length)
    expect(times).toEqual([25, 25, 25])
    expect(lines.map((line) => line.length - 25)).toEqual([600_000, 5, 4])
  })

  it('of one stretch of stdout needs no index', async () => {
    const path = await writeLog([['out', 'one\n']])
    expect(existsSync(`${path}.idx`)).toBe(false)
    expect(String(await downloaded(path, 'raw'))).toBe('one\n')
    expect(await downloadLog('/nowhere/a.log', 'raw', false)).toBeNull()
  })
})
