import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { pause } from '../engine/base/clock.ts'
import { startTestRunner, type TestClient, type TestRunner } from './testing.ts'

let runner: TestRunner
let client: TestClient
beforeEach(async () => {
  runner = await startTestRunner()
  client = await runner.connect()
})

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

describe('a child with text as its input', () => {
  const text = (words: string) => ({ stdin: { from: 'text' as const, text: words } })

  it.each([
    ['a line', 'hello\n'],
    ['no line end, and words of any language', 'naïve 日本 🏃‍♀️'],
    ['nothing: it ends at once', ''],
    ['what a shell would read otherwise', '"$HOME" `id` \\ %PATH%\r\n\t\0'],
  ])('reads it to its end, byte for byte: %s', async (_, words) => {
    const child = client.start('cat', [], text(words))
    expect(await child.ended()).toMatchObject({ code: 0, bytes: Buffer.byteLength(words) })
    if (words !== '') expect(readFileSync(child.logPath, 'utf8')).toBe(words)
  })

  it('reads a whole megabyte of it', async () => {
    const words = Array.from({ length: 1024 * 1024 }, (_, n) => String.fromCharCode(97 + ((n * 7) % 26))).join('')
    const child = client.sh('sha256sum', text(words))
    await child.ended()
    expect(readFileSync(child.logPath, 'utf8')).toContain(hashOf(words))
  })

  const large = text('x'.repeat(1024 * 1024))

  it('keeps its outcome when it reads nothing of it', async () => {
    expect(await client.sh('exit 3', large).ended()).toMatchObject({ code: 3, cause: null, error: null })
    expect(await client.sh('exec <&-; sleep 0.2; exit 4', large).ended()).toMatchObject({ code: 4 })
    expect(await client.sh('head -c 5 >/dev/null; exit 5', large).ended()).toMatchObject({ code: 5 })
  })

  it('can be stopped while it reads nothing of it', async () => {
    const child = client.start('sleep', ['60'], large)
    await child.started()
    child.stop()
    expect(await child.ended()).toMatchObject({ cause: 'stop', signal: 'SIGTERM' })
  })

  it('leaves the runner to other children in the meantime', async () => {
    const child = client.start('sleep', ['60'], large)
    await child.started()
    expect(await client.run('true')).toMatchObject({ code: 0 })
    child.stop()
    await child.ended()
  })
})

describe('a child with a file as its input', () => {
  const file = (path: string) => ({ stdin: { from: 'file' as const, path } })

  it('reads it, by its full path or from its working folder', async () => {
    const cwd = runner.dataFolder
    mkdirSync(join(cwd, 'in'))
    writeFileSync(join(cwd, 'in', 'words.txt'), 'from a file\n')
    for (const path of [join(cwd, 'in', 'words.txt'), 'in/words.txt', './in/../in/words.txt']) {
      const child = client.start('cat', [], { ...file(path), cwd })
      expect(await child.ended()).toMatchObject({ code: 0, lastLine: 'from a file' })
    }
  })

  it('reads a large file unchanged', async () => {
    const path = join(runner.dataFolder, 'large')
    writeFileSync(path, 'y'.repeat(20_000_000))
    const child = client.sh('wc -c', file(path))
    expect(await child.ended()).toMatchObject({ code: 0, lastLine: '20000000' })
  })

  it('prints bytes that are no text, and its log has each of them', async () => {
    const [path, bytes] = [join(runner.dataFolder, 'bytes'), Buffer.from(Array.from({ length: 70_000 }, (_, n) => (n * 7) % 256))]
    writeFileSync(path, bytes)
    const child = client.start('cat', [], file(path))
    expect(await child.ended()).toMatchObject({ code: 0, bytes: bytes.length })
    expect(readFileSync(child.logPath).equals(bytes)).toBe(true)
  })

  it('and the file stays unchanged', async () => {
    const path = join(runner.dataFolder, 'words.txt')
    writeFileSync(path, 'stay')
    await client.sh('echo more >&0; :', file(path)).ended()
    expect(readFileSync(path, 'utf8')).toBe('stay')
  })

  it('does not start without it, and the reason names the file', async () => {
    const refused = { pid: null, code: null, cause: null }
    expect(await client.start('cat', [], file('/no/such/file')).ended()).toMatchObject({
      ...refused,
      error: 'The input file "/no/such/file" does not exist.',
    })
    expect(await client.start('cat', [], file('~/no/such/file')).ended()).toMatchObject({
      ...refused,
      error: `The input file "${join(homedir(), 'no/such/file')}" does not exist.`,
    })
  })

  it('does not start when the file is a folder', async () => {
    expect(await client.start('cat', [], file(runner.dataFolder)).ended()).toMatchObject({
      pid: null,
      error: expect.stringContaining(runner.dataFolder),
    })
  })

  it('that is a pipe without a writer does not block the runner', async () => {
    const path = join(runner.dataFolder, 'pipe')
    execFileSync('mkfifo', [path])
    client.start('cat', [], { ...file(path), timeoutMs: 1_000 })
    const other = client.run('true').then(({ code }) => code)
    expect(await Promise.race([other, pause(5_000)])).toBe(0)
  })
})
