import { mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { startTestRunner, type TestClient, type TestRunner } from './testing.ts'

let runner: TestRunner
let client: TestClient
beforeEach(async () => {
  runner = await startTestRunner()
  client = await runner.connect()
})

const text = (path: string): string => readFileSync(path, 'utf8')

describe('the output of a child', () => {
  it('that closes its stdout early is complete up to then, and its stderr continues', async () => {
    const child = client.sh('echo one; exec >&-; sleep 0.1; echo two >&2; exit 3')
    expect(await child.ended()).toMatchObject({ code: 3, leftBehind: 0 })
    expect(text(child.logPath)).toBe('one\ntwo\n')
  })

  it('that closes both and lives on has not ended', async () => {
    const child = client.sh('echo one; exec >&- 2>&-; sleep 0.2; exit 4')
    expect(await child.ended()).toMatchObject({ code: 4, bytes: 4 })
  })

  it('that floods both streams at once mixes no lines, and loses none', async () => {
    const flood = (stream: number, sign: string) =>
      `"${process.execPath}" -e 'const line = Buffer.from("${sign}".repeat(3000) + "\\n")
       for (let n = 0; n < 4000; n++) require("fs").writeSync(${stream}, line)' &`
    const child = client.sh(`${flood(1, 'o')} ${flood(2, 'e')} wait`)
    expect(await child.ended()).toMatchObject({ code: 0, lines: 8_000, bytes: 8_000 * 3_001, droppedBytes: 0 })
    const lines = text(child.logPath).trimEnd().split('\n')
    const whole = (sign: string) => lines.filter((line) => line === sign.repeat(3000)).length
    expect([whole('o'), whole('e'), lines.length]).toEqual([4_000, 4_000, 8_000])
  })

  it('without an end of line is seen while the child lives', async () => {
    const child = client.sh('printf "name? "; sleep 60')
    expect(await child.wrote()).toMatchObject({ bytes: 6, lines: 0 })
    expect(text(child.logPath)).toBe('name? ')
    child.stop()
  })

  it('in order within a stream stays in order, however it is cut', async () => {
    const child = client.sh('i=0; while [ $i -lt 300 ]; do printf "$i "; printf "x\\n$i-"; i=$((i+1)); done')
    await child.ended()
    let expected = ''
    for (let n = 0; n < 300; n++) expected += `${n} x\n${n}-`
    expect(text(child.logPath)).toBe(expected)
  })
})

describe('a full disk', () => {
  const onFullDisk = (name: string): string => {
    const path = join(runner.dataFolder, 'logs', name)
    mkdirSync(dirname(path), { recursive: true })
    symlinkSync('/dev/full', path)
    return path
  }

  it('does not change the outcome of a child, and every missing byte is counted', async () => {
    const logPath = onFullDisk('full.log')
    const outcome = await client.sh('for i in 1 2 3; do echo line; sleep 0.1; done; exit 7', { logPath }).ended()
    expect(outcome).toMatchObject({ code: 7, error: null, bytes: 0, droppedBytes: 15, lastLine: 'line' })
  })

  it('does not stop a child that writes more than memory should hold', async () => {
    const logPath = onFullDisk('flood.log')
    const outcome = await client.sh('head -c 30000000 /dev/zero; exit 2', { logPath }).ended()
    expect(outcome).toMatchObject({ code: 2, bytes: 0, droppedBytes: 30_000_000 })
  })

  it('leaves the runner and its other children alone', async () => {
    const [full, fine] = [client.sh('echo a', { logPath: onFullDisk('a.log') }), client.sh('echo b')]
    expect(await full.ended()).toMatchObject({ code: 0, droppedBytes: 2 })
    expect(await fine.ended()).toMatchObject({ code: 0, droppedBytes: 0 })
    expect(text(fine.logPath)).toBe('b\n')
  })
})

describe('a log with a limit', () => {
  it('ends with the exact number of missing bytes', async () => {
    const child = client.sh('printf 0123456789; printf abcdefghij; echo end >&2', { logLimit: 12 })
    expect(await child.ended()).toMatchObject({ code: 0, droppedBytes: 12, lastLine: 'end' })
    expect(text(child.logPath)).toMatch(
      /^[\w\n]{12}\n\[LocalFlow\] 12 bytes of output were dropped: the log reached its limit of 12 bytes\n$/,
    )
  })

  it('that was just reached has lost nothing', async () => {
    const child = client.sh('printf 0123456789', { logLimit: 10 })
    expect(await child.ended()).toMatchObject({ bytes: 10, droppedBytes: 0 })
    expect(text(child.logPath)).toBe('0123456789')
  })

  it('does not slow or end a child that writes on for long', async () => {
    const child = client.sh('head -c 50000000 /dev/zero | tr "\\0" x; exit 5', { logLimit: 1_000 })
    expect(await child.ended()).toMatchObject({ code: 5, droppedBytes: 50_000_000 - 1_000 })
    expect(text(child.logPath).startsWith('x'.repeat(1_000))).toBe(true)
  })
})
