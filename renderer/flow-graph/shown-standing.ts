import type { Standing } from '../../shared/flow/standing.ts'

/** How far a node is. `isStale`: the node was changed since. */
export type ShownStanding = Standing & { isStale?: boolean }
export type GraphViews = Record<string, ShownStanding>
