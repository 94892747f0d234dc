import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FlowTestRequest } from '../../../shared/model/flow-test.ts'
import type { Run } from '../../../shared/model/run.ts'
import type { Engine } from '../engine.ts'
import { startTestEngine, temporaryFolder, untilEnded } from './engine.ts'
import { createFakeClock } from './fake-clock.ts'
import type { Draft } from './flows.ts'

export const sh = (code: string, over: Draft = {}): Draft => ({
  exec_type: 'shell',
  script: { cmd: '/bin/sh', code, output_mode: 'json' },
  ...over,
})

/** The nodes of the chain. */
export const all = ['a', 'b', 'c']

/** Each node adds its name to a file, and "c" doubles what "b" returned. */
export function chain(ledger: string): Draft {
  const add = (key: string): string => `echo ${key} >> ${ledger}`
  return {
    start: 'a',
    nodes: {
      a: sh(`${add('a')}; echo 5`, { post: { output_key: 'a' } }),
      b: sh(`${add('b')}; echo $((LOCALFLOW_INPUT + 1))`, { prep: { input_key: '$shared.a' }, post: { output_key: 'b' } }),
      c: sh(`${add('c')}; echo $((LOCALFLOW_INPUT * 2))`, { prep: { input_key: '$input' }, post: { output_key: 'c' } }),
    },
    edges: [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'c' },
    ],
  }
}

/** An engine with a flow, by default the chain, and what starts a test of it. */
export async function opened(draft?: (ledger: string) => Draft) {
  const clock = createFakeClock()
  const dataFolder = temporaryFolder()
  const engine = await startTestEngine({ clock, dataFolder })
  const ledger = join(temporaryFolder(), 'ledger')
  const source = JSON.stringify((draft ?? chain)(ledger))
  const flow = await engine.flows.create('Ship release', source)
  const start = (request: Partial<FlowTestRequest> = {}): Promise<Run> =>
    engine.flowTests.start(flow.id, { scope: 'all', params: {}, confirmed: all, ...request }, 'hand')
  const test = async (request: Partial<FlowTestRequest> = {}): Promise<Run> => untilEnded(engine, (await start(request)).id)
  const ran = (): string[] => (existsSync(ledger) ? readFileSync(ledger, 'utf8').trim().split('\n') : [])
  return { engine, clock, dataFolder, flow, ledger, start, test, ran }
}

export const nodesOf = (engine: Engine, run: Run) =>
  engine.runs.detail(run.id).nodes.map(({ key, status, bypass }) => [key, status, bypass])
