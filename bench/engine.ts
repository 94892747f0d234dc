import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../electron/engine/base/clock.ts'
import { leveled } from '../electron/engine/base/log.ts'
import { type Engine, startEngine } from '../electron/engine/engine.ts'
import type { EngineConfig } from '../electron/engine/engine-config.ts'
import { mostRunners } from '../electron/engine/runner-client/runners.ts'
import { buildSpawner } from '../scripts/build-native.ts'
import { Spec } from '../shared/model/job.ts'

export const root = join(import.meta.dirname, '..')

/** An engine on this folder, with the built runner. */
export const engineOn = (dataFolder: string, parallel: number, over: Partial<EngineConfig> = {}): Promise<Engine> =>
  startEngine({
    dataFolder,
    dbPath: null,
    migrationsFolder: join(root, 'migrations'),
    runnerScript: join(root, 'out/main/runner.js'),
    spawnerProgram: process.env['LOCALFLOW_WITHOUT_SPAWNER'] ? null : buildSpawner(),
    readerScript: join(root, 'out/main/reader.js'),
    searcherScript: join(root, 'out/main/searcher.js'),
    runSearcherScript: join(root, 'out/main/run-searcher.js'),
    comparerScript: join(root, 'out/main/comparer.js'),
    keeperScript: join(root, 'out/main/keeper.js'),
    clock: systemClock,
    log: leveled('error', (line) => process.stderr.write(`${line}\n`)),
    host: 'headless',
    version: 'bench',
    parallel,
    runners: mostRunners(),
    environment: { PATH: process.env['PATH'] ?? '' },
    retentionDays: 30,
    logLimit: 4 * 1024 ** 3,
    loginShell: false,
    dispatch: true,
    ...over,
  })

const remove = (folder: string): void => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 })

/** ext4 creates files more slowly for some seconds after many were deleted. */
export const removeAtExit = (folder: string): void => void process.once('exit', () => remove(folder))

/** An engine on a folder of its own; gone afterwards. */
export async function withEngine<T>(
  parallel: number,
  use: (engine: Engine, folder: string) => Promise<T>,
  afterwards = remove,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'localflow-bench-'))
  const engine = await engineOn(folder, parallel)
  try {
    await engine.ready()
    return await use(engine, folder)
  } finally {
    engine.stop()
    afterwards(folder)
  }
}

export const shell = (script: string): Spec =>
  Spec.parse({ body: { kind: 'command', command: '/bin/sh', args: ['-c', script] }, cwd: '/' })

/** Resolves when so many runs have ended. */
export function untilEnded(engine: Engine, count: number): Promise<void> {
  let left = count
  return new Promise((resolve) => {
    const stop = engine.committed.listen((events) => {
      left -= events.filter(({ type }) => type === 'succeeded' || type === 'failed').length
      if (left > 0) return
      stop()
      resolve()
    })
  })
}

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits))
