import { existsSync, readFileSync, rmSync } from 'node:fs'
import { expect, it } from 'vitest'
import { type Actor, apiTokenActor, localActor, systemActor } from '../../../shared/model/actor.ts'
import { actAs } from '../base/actor.ts'
import { runToEnd, shell, startTestEngine, untilEnded, untilRun } from '../testing/engine.ts'

it('a timeout is named in the log, with the signal', async () => {
  const engine = await startTestEngine()
  const { id } = await runToEnd(engine, shell('printf unfinished; sleep 60', { timeoutMs: 2_000 }))
  const { items } = await engine.logs.read(id, null, 1, 10)
  expect(items.map(({ stream, text }) => [stream, text])).toEqual([
    ['out', 'unfinished'],
    ['note', '[LocalFlow] timeout after 2 s: SIGTERM'],
  ])
})

const stoppers: [Actor, string][] = [
  [{ kind: 'account', id: 'a1', name: 'admin' }, 'stopped by admin'],
  [{ kind: 'schedule', id: 's1', name: 'Nightly\nbackup' }, 'stopped by schedule Nightly backup'],
  [localActor, 'stopped by you'],
  [apiTokenActor, 'stopped by API token'],
  [systemActor, 'stopped'],
]

it.each(stoppers)('a stopped run says in its log who stopped it: %o', async (actor, text) => {
  const engine = await startTestEngine()
  const { id } = await engine.manual.exec(shell('echo up; sleep 60'), undefined, 'api')
  await untilRun(engine, id, ({ status }) => status === 'running')
  for await (const { lines } of engine.logs.watch(id, null, undefined)) if (lines > 0) break
  await actAs(actor, () => engine.runs.cancel(id))
  await untilEnded(engine, id)
  const { items } = await engine.logs.read(id, null, 1, 10)
  expect(items.map(({ stream, text }) => [stream, text])).toEqual([
    ['out', 'up'],
    ['note', `[LocalFlow] ${text}: SIGTERM`],
  ])
})

it('a run that goes on after a restart of LocalFlow says so once in its log', async () => {
  const first = await startTestEngine()
  const { id } = await first.manual.exec(shell('echo up; sleep 60'), undefined, 'api')
  for await (const { lines } of first.logs.watch(id, null, undefined)) if (lines > 0) break
  first.stop()
  const second = await startTestEngine({ dataFolder: first.dataFolder })
  for await (const { lines } of second.logs.watch(id, null, undefined)) if (lines > 1) break
  await actAs(localActor, () => second.runs.cancel(id))
  await untilEnded(second, id)
  const { items } = await second.logs.read(id, null, 1, 10)
  expect(items.map(({ text }) => text)).toEqual([
    'up',
    '[LocalFlow] recovered after LocalFlow was restarted',
    '[LocalFlow] stopped by you: SIGTERM',
  ])
})

it('a line of LocalFlow is known as such in a log whose index is missing', async () => {
  const engine = await startTestEngine()
  const { id } = await runToEnd(engine, shell('printf unfinished; sleep 60', { timeoutMs: 2_000 }))
  rmSync(`${engine.logs.rawPath(id, null)}.idx`)
  const streams = (lines: { n: number; stream: string }[]) => lines.map(({ n, stream }) => [n, stream])
  expect(streams((await engine.logs.read(id, null, 1, 10)).items)).toEqual([
    [1, 'out'],
    [2, 'note'],
  ])
  const hits: { n: number; stream: string }[] = []
  const wanted = { pattern: '.', stream: 'note', from: 1, to: null } as const
  for await (const { items } of engine.logs.search(id, null, wanted, undefined)) hits.push(...items)
  expect(streams(hits)).toEqual([[2, 'note']])
  const own = { text: 'e', regex: false, case: false, word: false, stream: 'note', from: 1 } as const
  for await (const { found } of engine.logs.find(id, null, own, undefined)) expect(found).toBe(1)
})

it('one ordinary attempt writes no line of LocalFlow, and no index', async () => {
  const engine = await startTestEngine()
  const { id } = await runToEnd(engine, shell('echo fine'))
  const path = engine.logs.rawPath(id, null) ?? ''
  expect(readFileSync(path, 'utf8')).toBe('fine\n')
  expect(existsSync(`${path}.idx`)).toBe(false)
})
