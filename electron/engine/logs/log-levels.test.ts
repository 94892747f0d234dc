import { rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { unpackLines } from '../../../shared/log/line-numbers.ts'
import type { LogLevels } from '../../../shared/model/log.ts'
import { runToEnd, shell, startTestEngine, untilRun } from '../testing/engine.ts'

async function allOf(events: AsyncIterable<LogLevels>) {
  const all = { errors: [] as number[], warnings: [] as number[], traces: [] as number[], next: 0 }
  for await (const event of events) {
    for (const kind of ['errors', 'warnings', 'traces'] as const)
      all[kind].push(...unpackLines(event[kind], all[kind].at(-1) ?? 0))
    all.next = event.next
  }
  return all
}

const print = (...lines: string[]) => shell(`printf '%s\\n' ${lines.map((line) => `'${line}'`).join(' ')}`)

/** Waits in a script until its log has a text: two streams keep their order only where one was read before the other is written. */
const logged = (text: string) => `until grep -rqs '${text}' "$LOCALFLOW_DATA/logs"; do sleep 0.01; done`

describe('the levels of a log', () => {
  it('are the numbers of its errors, warnings and traces', async () => {
    const engine = await startTestEngine()
    const { id } = await runToEnd(
      engine,
      print(
        'INFO start',
        'WARNING: old',
        'ERROR: bad',
        '0 errors',
        'Traceback (most recent call last):',
        '  File "a.py", line 1',
        'KeyError: 1',
        'end',
      ),
    )
    expect(await allOf(engine.logs.levels(id, null, undefined))).toEqual({
      errors: [3, 5],
      warnings: [2],
      traces: [5, 7],
      next: 9,
    })
  })

  it('follow a log that grows, and end with its attempt', async () => {
    const engine = await startTestEngine()
    const gate = join(engine.dataFolder, 'gate')
    const script = `echo ERROR: one; echo more; echo more; until [ -e ${gate} ]; do sleep 0.01; done; echo ERROR: two`
    const { id } = await engine.manual.exec(shell(script), undefined, 'api')
    await untilRun(engine, id, ({ status }) => status === 'running')
    const errors: number[] = []
    for await (const event of engine.logs.levels(id, null, undefined)) {
      errors.push(...unpackLines(event.errors, errors.at(-1) ?? 0))
      if (errors.length === 1) writeFileSync(gate, '')
    }
    expect(errors).toEqual([1, 4])
  })
})

const traceback =
  'Traceback (most recent call last):\\n  File "a.py", line 1, in f\\n    f()\\n    ~~^^\\nValueError: bad value\\n'

describe('the error of a run that failed', () => {
  it.each([
    ['the first error', 'echo fine; echo "error: bad"; echo "error: worse"; echo last >&2; exit 1', 'error: bad', 2],
    ['an error far from the end', 'echo "ERROR: early"; seq 90000; echo last >&2; exit 1', 'ERROR: early', 1],
    ['the message of a traceback', `printf '${traceback}' >&2; echo more >&2; exit 1`, 'ValueError: bad value', 1],
    ['without an error the last line of stderr', `echo 0 errors; ${logged('0 errors')}; echo broken >&2; exit 1`, 'broken', 2],
    ['without stderr the last line', 'echo one; echo two; exit 1', 'Last line: "two"', 2],
    ['with colors the plain text', "printf '\\033[31merror: red\\033[0m\\n'; exit 1", 'error: red', 1],
    ['an error before a signal', 'echo "FATAL: gone"; kill -9 $$', 'FATAL: gone', 1],
  ])('is %s', async (_, script, error, line) => {
    const engine = await startTestEngine()
    const { id } = await runToEnd(engine, shell(script))
    expect(engine.runs.find(id)).toMatchObject({ status: 'failed', error })
    expect(await engine.logs.firstError(id, null)).toMatchObject({ line })
  })
})

describe('the first error of a log', () => {
  it('is its first line of level error', async () => {
    const engine = await startTestEngine()
    const { id } = await runToEnd(engine, print('fine', 'error: bad', 'error: worse'))
    expect(await engine.logs.firstError(id, null)).toEqual({ line: 2, kind: 'error', text: 'error: bad' })
  })

  it('is the last line of stderr of a failed run without such a line, which is not empty', async () => {
    const engine = await startTestEngine()
    const { id } = await runToEnd(
      engine,
      shell(`echo out; ${logged('out')}; echo broken >&2; echo >&2; ${logged('broken')}; echo last; exit 1`),
    )
    expect(await engine.logs.firstError(id, null)).toEqual({ line: 2, kind: 'stderr', text: 'broken' })
  })

  it('is the last line otherwise, and none without output', async () => {
    const engine = await startTestEngine()
    const { id } = await runToEnd(engine, shell(`echo broken >&2; ${logged('broken')}; echo last`))
    expect(await engine.logs.firstError(id, null)).toEqual({ line: 2, kind: 'last', text: 'last' })
    const silent = await runToEnd(engine, shell(':'))
    expect(await engine.logs.firstError(silent.id, null)).toEqual({ line: null, kind: null, text: '' })
  })

  it('is none in a log that was shortened before its error', async () => {
    const engine = await startTestEngine()
    const { id } = await runToEnd(engine, shell(`echo out; echo more; ${logged('more')}; echo ERROR broken >&2; exit 1`))
    expect(await engine.logs.firstError(id, null)).toMatchObject({ line: 3, kind: 'error' })
    truncateSync(engine.logs.rawPath(id, null) ?? '', 'out\n'.length)
    expect(await engine.logs.firstError(id, null)).toEqual({ line: null, kind: null, text: '' })
  })
})

describe('the place of a page', () => {
  const all = { from: 1, count: 2, end: false, error: false }

  it('is the end, the first error, or a time', async () => {
    const engine = await startTestEngine()
    const { id } = await runToEnd(
      engine,
      shell(`echo one; ${logged('one')}; echo two >&2; ${logged('two')}; echo error: bad; echo 4; echo 5`),
    )
    const { items } = await engine.logs.read(id, null, 1, 10)
    expect(await engine.logs.lineAt(id, null, { ...all, end: true })).toBe(4)
    expect(await engine.logs.lineAt(id, null, { ...all, error: true })).toBe(2)
    for (const n of [1, 2, 3]) expect(await engine.logs.lineAt(id, null, { ...all, time: items[n - 1]?.at })).toBe(n)
    expect(await engine.logs.lineAt(id, null, { ...all, time: Date.now() + 60_000 })).toBe(6)
  })

  it('of a log that was deleted says so', async () => {
    const engine = await startTestEngine()
    const { id } = await runToEnd(engine, shell('echo 1; echo 2 >&2'))
    rmSync(engine.logs.rawPath(id, null) ?? '')
    const { gone, items } = await engine.logs.read(id, null, 1, 10)
    expect([gone, items]).toEqual([{ at: expect.any(Number), why: 'The log file was deleted outside of LocalFlow.' }, []])
  })

  it('of which nothing is left says so however the run ended, and a run that printed nothing has none', async () => {
    const engine = await startTestEngine()
    const goneOf = async (script: string) => {
      const { id } = await runToEnd(engine, shell(script))
      rmSync(engine.logs.rawPath(id, null) ?? '', { force: true })
      return (await engine.logs.read(id, null, 1, 10)).gone
    }
    const why = 'The log file was deleted outside of LocalFlow.'
    for (const end of ['exit 0', 'exit 3', 'kill -9 $$']) {
      expect(await goneOf(`echo printed; ${end}`)).toEqual({ at: expect.any(Number), why })
      expect(await goneOf(end)).toBeNull()
    }
  })

  it('that was shortened or emptied after its run says so, and since when, beside the lines that are left', async () => {
    const engine = await startTestEngine()
    const { id } = await runToEnd(engine, shell('echo 1; echo 2; echo 3'))
    const path = engine.logs.rawPath(id, null) ?? ''
    expect(await engine.logs.size(id, null)).toMatchObject({ bytes: 6, gone: null })
    const changed = async (bytes: number) => {
      truncateSync(path, bytes)
      utimesSync(path, 1_000, 1_000)
      const { items, gone } = await engine.logs.read(id, null, 1, 10)
      expect((await engine.logs.size(id, null)).gone).toEqual(gone)
      return [items.map(({ text }) => text), gone]
    }
    const outside = 'outside of LocalFlow, or by a power failure'
    const why = `The log file was shortened ${outside}, 4 bytes of 6 bytes are left.`
    expect(await changed(4)).toEqual([['1', '2'], { at: 1_000_000, why }])
    expect(await changed(0)).toEqual([[], { at: 1_000_000, why: `The log file was emptied ${outside}.` }])
  })

  it('whose folder is missing says that it may be on another disk', async () => {
    const engine = await startTestEngine()
    const { id } = await runToEnd(engine, shell('echo 1'))
    rmSync(dirname(engine.logs.rawPath(id, null) ?? ''), { recursive: true })
    expect((await engine.logs.size(id, null)).gone).toMatchObject({ why: expect.stringContaining('or is on another disk') })
  })
})
