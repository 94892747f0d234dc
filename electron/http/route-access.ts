import type { Access } from '../../shared/model/access.ts'

/** The least role and what it acts on; or why a route asks for none. */
export type RouteAccess = Access | { open: string }

/** Routes outside the contract, apart from the routes of other products (`pocketflow.ts` has theirs). */
export const routeAccess = {
  rawLog: { role: 'viewer', object: 'log' },
  liveLog: { role: 'viewer', object: 'log' },
  ticket: { role: 'viewer', object: 'log' },
  runExport: { role: 'viewer', object: 'run' },
  rawObject: { role: 'viewer', object: 'file' },
  metrics: { role: 'viewer', object: 'system' },
  profiles: { role: 'admin', object: 'system' },
  webSocket: { open: 'each call is checked by the contract' },
  rest: { open: 'each call is checked by the contract' },
  hook: { open: 'the address is a secret of its own' },
  health: { open: 'reports the health of LocalFlow, and nothing about what it runs' },
  proof: { open: 'proves to a client that this server may have its token' },
  openApi: { open: 'is the same for every LocalFlow' },
  docs: { open: 'is the same for every LocalFlow' },
  renderer: { open: 'serves the program of the window, without any data' },
} as const satisfies Record<string, RouteAccess>
