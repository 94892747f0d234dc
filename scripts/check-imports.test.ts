import { describe, expect, it } from 'vitest'
import { checkImports, problemsOf } from './check-imports.ts'

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
})
