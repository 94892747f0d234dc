import { describe, expect, it } from 'vitest'
import { checkImports, problemsOf } from './check-imports.ts'
import { cyclesIn } from './import-cycles.ts'

describe('the table of imports', () => {
  it('holds for every file', () => {
    expect(checkImports()).toEqual([])
  })

  it.each([
    ['shared/model/job.ts', `import { join } from 'node:path'`],
    ['shared/model/job.ts', `import { createStore } from '../../electron/engine/store/store.ts'`],
    ['renderer/app.tsx', `import { startEngine } from '../electron/engine/engine.ts'`],
    ['renderer/features/jobs/jobs-page.tsx', `import { RunPage } from '../runs/run-page.tsx'`],
    ['renderer/app.tsx', 'window.localflow.connect()'],
    ['electron/engine/engine.ts', `import { app } from 'electron'`],
    ['electron/engine/engine.ts', `import { serveHttp } from '../http/server.ts'`],
    ['electron/engine/engine.ts', `const { serveHttp } = await import('../http/server.ts')`],
    ['electron/engine/queue/claim.ts', 'const now = Date.now()'],
    ['electron/engine/queue/claim.ts', `import Database from 'better-sqlite3'`],
    ['electron/engine/queue/finish.ts', `import { endUnit } from '../flows/unit.ts'`],
    ['electron/engine/queue/finish.ts', `import type { Disk } from '../health/disk.ts'`],
    ['electron/engine/runs/runs.ts', `import { flowRunKind } from '../flows/flow-run.ts'`],
    ['electron/engine/runs/runs.ts', `import { createFakeClock } from '../testing/fake-clock.ts'`],
    ['electron/engine/runs/runs.ts', `import { finish } from '../queue/finish.ts'`],
    ['electron/engine/base/clock.ts', `import type { Engine } from '../engine.ts'`],
    ['electron/engine/odd/one.ts', `import { newId } from '../base/ids.ts'`],
    ['electron/engine/store/tasks.ts', 'db.prepare(`SELECT spec FROM step`)'],
    ['electron/engine/store/moves.ts', 'db.prepare(`UPDATE pipeline_run SET stopping = 1`)'],
    ['electron/engine/triggers/triggers.ts', `if (store.runs.kind(run) === 'flow') return`],
    ['electron/runner/child.ts', `import * as z from 'zod'`],
    ['electron/runner/child.ts', `import { systemClock } from '../engine/base/clock.ts'`],
    ['electron/api/runs.ts', `import { serveHttp } from '../http/server.ts'`],
    ['electron/hosts/headless/serve.ts', `import { createTray } from '../desktop/tray.ts'`],
  ])('refuses in %s: %s', (file, text) => {
    expect(problemsOf(file, text)).toHaveLength(1)
  })

  it.each([
    ['electron/engine/runs/runs.ts', `import { finish } from '../queue/queue.ts'`],
    ['electron/engine/runs/runs.ts', `import type { TaskRow } from '../store/tasks.ts'`],
    ['electron/engine/runs/runs.test.ts', `import { finish } from '../queue/finish.ts'`],
    ['electron/engine/engine-parts.ts', `import { finish } from './queue/finish.ts'`],
  ])('checks %s: %s', (file, text) => {
    expect(problemsOf(file, text)).toEqual([])
  })
})

it('names the files that import each other in a circle, and only those', () => {
  const imports = new Map([
    ['a', ['b', 'd']],
    ['b', ['c']],
    ['c', ['b', 'd']],
    ['d', []],
  ])
  expect(cyclesIn(imports)).toEqual([['b', 'c', 'b']])
})
